/// Reading targets.
extension EventTarget {
    static let parameters: Set<String> = [
        "Targets.N.Id", "Targets.N.Arn", "Targets.N.RoleArn", "Targets.N.Input", "Targets.N.InputPath",
        "Targets.N.InputTransformer.InputPathsMap", "Targets.N.InputTransformer.InputTemplate",
        "Targets.N.DeadLetterConfig.Arn", "Targets.N.RetryPolicy.MaximumRetryAttempts",
        "Targets.N.RetryPolicy.MaximumEventAgeInSeconds",
    ]
    /// Of targets that aren't here.
    static let refusedParameters: Set<String> = Set(
        [
            "KinesisParameters", "RunCommandParameters", "EcsParameters", "BatchParameters", "SqsParameters",
            "HttpParameters", "RedshiftDataParameters", "SageMakerPipelineParameters", "AppSyncParameters",
        ].map { "Targets.N.\($0)" }
    )

    init(_ parameters: Parameters) throws(ServiceError) {
        id = try parameters.ruleName("Id")
        arn = try parameters.required("Arn")
        guard let target = ARN(arn) else {
            throw .invalidRule(
                "Parameter \(arn) is not valid. Reason: Provided Arn is not in correct format."
            )
        }
        guard ["lambda", "sqs", "sns"].contains(target.service) else {
            throw .invalidRule("Target \(arn): local-aws has functions, queues and topics as targets only.")
        }
        roleARN = parameters.optional("RoleArn")
        form = try Self.form(parameters, of: id)
        let deadLetters = parameters.structure("DeadLetterConfig")
        deadLetterARN = deadLetters?.optional("Arn")
        if let deadLetterARN, ARN(deadLetterARN)?.service != "sqs" {
            throw .invalidRule("Parameter DeadLetterConfig.Arn is not valid: it is not that of a queue.")
        }
        let retries = parameters.structure("RetryPolicy")
        maximumRetries = try retries?.integer("MaximumRetryAttempts")
        maximumAge = try retries?.integer("MaximumEventAgeInSeconds")
        guard (0...185).contains(maximumRetries ?? 0), (60...86_400).contains(maximumAge ?? 60) else {
            throw .invalidRule("RetryPolicy has 0 to 185 attempts and an age of 60 to 86400 seconds.")
        }
    }

    private static func form(_ parameters: Parameters, of id: String) throws(ServiceError) -> EventForm {
        let input = parameters.text("Input")
        let path = parameters.text("InputPath")
        let transformer = parameters.structure("InputTransformer")
        guard [input != nil, path != nil, transformer != nil].count(where: \.self) <= 1 else {
            throw .invalidRule(
                "Only one of Input, InputPath, or InputTransformer must be provided for target \(id)."
            )
        }
        if let input {
            guard (try? Document(json: input)) != nil else {
                throw .invalidRule("JSON syntax error in input for target \(id).")
            }
            return .constant(input)
        }
        if let path {
            guard EventPath(path) != nil else { throw .invalidRule("Invalid InputPath for target \(id).") }
            return .path(path)
        }
        return try transformer.map { transformer throws(ServiceError) in
            try template(transformer, of: id)
        } ?? .event
    }

    private static func template(_ parameters: Parameters, of id: String) throws(ServiceError) -> EventForm {
        let paths = Dictionary(try parameters.map("InputPathsMap")) { _, last in last }
        guard paths.count <= 100, paths.values.allSatisfy({ EventPath($0) != nil }) else {
            throw .invalidRule("Invalid InputPathsMap for target \(id).")
        }
        guard !paths.keys.contains(where: { $0.hasPrefix("AWS") || $0.hasPrefix("aws") }) else {
            throw .invalidRule("InputPathsMap keys of target \(id) can't begin with AWS.")
        }
        return .template(EventTemplate(paths: paths, text: try parameters.required("InputTemplate")))
    }

    /// Its members in an answer.
    func render(to writer: inout OutputWriter) {
        writer.text("Id", id)
        writer.text("Arn", arn)
        writer.text("RoleArn", roleARN)
        switch form {
        case .event: break
        case .constant(let text): writer.text("Input", text)
        case .path(let path): writer.text("InputPath", path)
        case .template(let template):
            writer.structure("InputTransformer") {
                $0.map("InputPathsMap", of: template.paths.sorted { $0.key < $1.key })
                $0.text("InputTemplate", template.text)
            }
        }
        if let deadLetterARN { writer.structure("DeadLetterConfig") { $0.text("Arn", deadLetterARN) } }
        guard maximumRetries != nil || maximumAge != nil else { return }
        writer.structure("RetryPolicy") {
            $0.number("MaximumRetryAttempts", maximumRetries)
            $0.number("MaximumEventAgeInSeconds", maximumAge)
        }
    }
}
