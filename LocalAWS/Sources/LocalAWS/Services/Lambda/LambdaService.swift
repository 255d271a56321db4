extension Service {
    /// AWS Lambda.
    static let lambda = Service(
        signingName: "lambda",
        wires: [.rest],
        parameterErrorCode: "InvalidParameterValueException",
        // A zip file of 50 MB in base64, and the rest of a call.
        maximumBodyBytes: 70_167_211,
        actions: [
            Action(CreateFunction.self),
            Action(GetFunction.self),
            Action(GetFunctionConfiguration.self),
            Action(UpdateFunctionCode.self),
            Action(UpdateFunctionConfiguration.self),
            Action(DeleteFunction.self),
            Action(ListFunctions.self),

            Action(PublishVersion.self),
            Action(ListVersionsByFunction.self),
            Action(CreateAlias.self),
            Action(GetAlias.self),
            Action(UpdateAlias.self),
            Action(DeleteAlias.self),
            Action(ListFunctionAliases.self),

            Action(AddFunctionPermission.self),
            Action(GetFunctionPolicy.self),
            Action(RemoveFunctionPermission.self),

            Action(waiting: Invoke.self),
            Action(PutFunctionEventInvokeConfig.self),
            Action(UpdateFunctionEventInvokeConfig.self),
            Action(GetFunctionEventInvokeConfig.self),
            Action(DeleteFunctionEventInvokeConfig.self),
            Action(ListFunctionEventInvokeConfigs.self),
            Action(PutFunctionConcurrency.self),
            Action(GetFunctionConcurrency.self),
            Action(DeleteFunctionConcurrency.self),

            Action(CreateEventSourceMapping.self),
            Action(GetEventSourceMapping.self),
            Action(ListEventSourceMappings.self),
            Action(UpdateEventSourceMapping.self),
            Action(DeleteEventSourceMapping.self),

            Action(ListLambdaTags.self),
            Action(TagLambdaResource.self),
            Action(UntagLambdaResource.self),

            Action(GetFunctionCodeSigningConfig.self),
            Action(GetRuntimeManagementConfig.self),
            Action(GetFunctionRecursionConfig.self),
            Action(GetLambdaAccountSettings.self),
        ]
    )
}
