/// What a group's source comes to at a moment.
struct LaunchBlueprint: Sendable {
    let specification: LaunchSpecification
    /// What its instances are said to be made after.
    let origin: LaunchSource
}

extension RegionState {
    /// What a group would launch now.
    func launchBlueprint(of settings: GroupSettings) throws(ServiceError) -> LaunchBlueprint {
        switch settings.source {
        case .configuration(let name):
            guard let configuration = autoScaling.launchConfigurations[name] else {
                throw .launchConfigurationNotFound(name)
            }
            return LaunchBlueprint(specification: configuration.specification, origin: settings.source)
        case .template(let template): return try blueprint(of: template)
        case .mixed(let policy):
            return try blueprint(of: policy.template, instanceType: policy.instanceTypes.first)
        }
    }

    private func blueprint(
        of reference: TemplateReference,
        instanceType: String? = nil
    ) throws(ServiceError) -> LaunchBlueprint {
        let template = try ec2.launchTemplate(
            id: reference.id,
            name: reference.id == nil ? reference.name : nil
        )
        let version = try template.version(reference.version)
        var specification = version.specification
        if let instanceType { specification.instanceType = instanceType }
        return LaunchBlueprint(
            specification: specification,
            origin: .template(
                TemplateReference(id: template.id, name: template.name, version: "\(version.number)")
            )
        )
    }

    /// The same source with what it left out: a template is known by identifier and by name.
    ///
    /// - Throws: a refusal, when nothing could be launched after it.
    func completed(_ source: LaunchSource) throws(ServiceError) -> LaunchSource {
        switch source {
        case .configuration(let name):
            guard autoScaling.launchConfigurations[name] != nil else {
                throw .launchConfigurationNotFound(name)
            }
            return source
        case .template(let reference): return .template(try completed(reference))
        case .mixed(var policy):
            policy.template = try completed(policy.template)
            return .mixed(policy)
        }
    }

    private func completed(_ reference: TemplateReference) throws(ServiceError) -> TemplateReference {
        do throws(ServiceError) {
            let template = try ec2.launchTemplate(id: reference.id, name: reference.name)
            _ = try template.version(reference.version)
            return TemplateReference(id: template.id, name: template.name, version: reference.version)
        } catch {
            throw .unusableTemplate(error)
        }
    }

    /// Refuses settings after which nothing could be launched, as EC2 would refuse it.
    func checkLaunch(_ settings: GroupSettings, _ context: ActionContext) throws(ServiceError) {
        if case .configuration = settings.source { return }
        do throws(ServiceError) {
            let blueprint = try launchBlueprint(of: settings)
            var (trial, dry) = (ec2, context)
            let subnetID =
                settings.subnetIDs.first
                ?? settings.zones.first.flatMap { ec2.network.subnet(inZone: $0)?.id }
            _ = try trial.launch(blueprint.specification, count: 1...1, subnetID: subnetID, tags: [], &dry)
        } catch {
            throw .unusableTemplate(error)
        }
    }
}

extension ServiceError {
    fileprivate static func unusableTemplate(_ error: ServiceError) -> ServiceError {
        .scalingValidation("You must use a valid fully-formed launch template. \(error.message)")
    }
}
