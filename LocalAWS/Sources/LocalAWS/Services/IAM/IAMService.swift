extension Service {
    /// AWS Identity and Access Management, as far as roles, users, policies and instance profiles.
    static let iam = Service(
        signingName: "iam",
        version: "2010-05-08",
        wires: [.query],
        namespace: "https://iam.amazonaws.com/doc/2010-05-08/",
        parameterErrorCode: "ValidationError",
        actions: roleActions + userActions + policyActions + instanceProfileActions + [
            Action(SimulatePrincipalPolicy.self),
            Action(SimulateCustomPolicy.self),
        ]
    )

    private static let roleActions =
        [
            Action(CreateRole.self),
            Action(GetRole.self),
            Action(ListIdentities<Role>.self),
            Action(UpdateRole.self),
            Action(UpdateRoleDescription.self),
            Action(UpdateAssumeRolePolicy.self),
            Action(DeleteRole.self),
            Action(CreateServiceLinkedRole.self),
        ] + grantActions(Role.self)

    private static let userActions =
        [
            Action(CreateUser.self),
            Action(GetUser.self),
            Action(ListIdentities<User>.self),
            Action(DeleteUser.self),
            Action(CreateAccessKey.self),
            Action(ListAccessKeys.self),
            Action(UpdateAccessKey.self),
            Action(DeleteAccessKey.self),
            Action(ListGroupsForUser.self),
            Action(ListMFADevices.self),
            Action(ListVirtualMFADevices.self),
            Action(ListSSHPublicKeys.self),
            Action(ListSigningCertificates.self),
            Action(ListServiceSpecificCredentials.self),
            Action(GetLoginProfile.self),
            Action(DeleteLoginProfile.self),
        ] + grantActions(User.self)

    /// What roles and users have in common.
    private static func grantActions<Holder: IAMIdentity>(_ holder: Holder.Type) -> [Action] {
        [
            Action(TagIdentity<Holder>.self),
            Action(UntagIdentity<Holder>.self),
            Action(ListIdentityTags<Holder>.self),
            Action(PutInlinePolicy<Holder>.self),
            Action(GetInlinePolicy<Holder>.self),
            Action(ListInlinePolicies<Holder>.self),
            Action(DeleteInlinePolicy<Holder>.self),
            Action(AttachPolicy<Holder>.self),
            Action(DetachPolicy<Holder>.self),
            Action(ListAttachedPolicies<Holder>.self),
            Action(PutPermissionsBoundary<Holder>.self),
            Action(DeletePermissionsBoundary<Holder>.self),
        ]
    }

    private static let policyActions = [
        Action(CreatePolicy.self),
        Action(GetPolicy.self),
        Action(ListPolicies.self),
        Action(DeletePolicy.self),
        Action(TagPolicy.self),
        Action(UntagPolicy.self),
        Action(ListPolicyTags.self),
        Action(CreatePolicyVersion.self),
        Action(GetPolicyVersion.self),
        Action(ListPolicyVersions.self),
        Action(SetDefaultPolicyVersion.self),
        Action(DeletePolicyVersion.self),
        Action(ListEntitiesForPolicy.self),
    ]

    private static let instanceProfileActions = [
        Action(CreateInstanceProfile.self),
        Action(GetInstanceProfile.self),
        Action(ListInstanceProfiles.self),
        Action(ListInstanceProfilesForRole.self),
        Action(AddRoleToInstanceProfile.self),
        Action(RemoveRoleFromInstanceProfile.self),
        Action(DeleteInstanceProfile.self),
    ]
}
