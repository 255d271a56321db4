/// An instance profile, by its ARN or its name, and what IAM calls it once it was looked up.
struct InstanceProfileReference: Codable, Sendable, Hashable {
    var arn: String?
    var name: String?
    /// `AIPA…`; nil as long as nobody looked.
    var id: String?

    init(arn: String? = nil, name: String? = nil) {
        self.arn = arn
        self.name = name
    }

    /// An ARN or a name, as a launch configuration has either in one text.
    init(_ text: String) {
        if text.hasPrefix("arn:") { arn = text } else { name = text }
    }

    /// Its name, whichever it was given by.
    var profileName: String {
        name ?? arn.flatMap { $0.split(separator: "/").last.map(String.init) } ?? ""
    }

    /// The reference as instances show it, whether or not anybody asked IAM.
    func shown(_ context: ActionContext) -> InstanceProfileReference {
        guard id == nil else { return self }
        var shown = self
        let own = IAMAccount(context).arn("instance-profile", "/\(profileName)")
        shown.arn = arn ?? own
        // Always the same for the same profile.
        var identifiers = IdentifierGenerator(seed: 0, stream: shown.arn ?? own)
        shown.id = identifiers.uniqueID("AIPA")
        return shown
    }
}

extension IAMState {
    /// The specification with what IAM says of its instance profile.
    ///
    /// - Throws: a refusal of a profile that isn't there.
    func resolved(
        _ specification: LaunchSpecification,
        _ context: ActionContext
    ) throws(ServiceError) -> LaunchSpecification {
        guard let reference = specification.iamInstanceProfile else { return specification }
        guard let profile = instanceProfile(reference, context) else {
            let (parameter, kind) = reference.arn == nil ? ("name", "name") : ("arn", "ARN")
            throw .invalidParameterValue(
                "Value (\(reference.arn ?? reference.profileName)) for parameter iamInstanceProfile.\(parameter) "
                    + "is invalid. Invalid IAM Instance Profile \(kind)"
            )
        }
        var resolved = specification
        resolved.iamInstanceProfile?.arn = profile.arn(in: IAMAccount(context))
        resolved.iamInstanceProfile?.name = profile.name
        resolved.iamInstanceProfile?.id = profile.id
        return resolved
    }

    /// The permission to hand the profile's role to EC2; none when there is no role.
    func passingPermissions(
        _ reference: InstanceProfileReference?,
        _ context: ActionContext
    ) -> [RequiredPermission] {
        guard let reference, let name = instanceProfile(reference, context)?.roleName,
            let role = try? identity(Role.self, name)
        else { return [] }
        return [.passRole(role.arn(in: IAMAccount(context)), to: "ec2.amazonaws.com")]
    }

    private func instanceProfile(
        _ reference: InstanceProfileReference,
        _ context: ActionContext
    ) -> IAMInstanceProfile? {
        if let arn = reference.arn { return instanceProfile(arn: arn, in: IAMAccount(context)) }
        return instanceProfiles[reference.profileName]
    }
}
