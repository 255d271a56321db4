extension CreateSecurityGroup {
    func permissions(in state: EC2State, _ context: ActionContext) -> [RequiredPermission] {
        context.permissionsToMake("security-group", by: Self.name, tags: tags, keys: [:])
            + [state.permission(on: vpcID ?? state.network.vpcID, context)]
    }
}

extension DeleteSecurityGroup {
    func permissions(in state: EC2State, _ context: ActionContext) -> [RequiredPermission] {
        [target.permission(in: state, context)]
    }
}

extension AuthorizeSecurityGroupIngress {
    func permissions(in state: EC2State, _ context: ActionContext) -> [RequiredPermission] {
        [authorization.target.permission(in: state, context)]
    }
}

extension AuthorizeSecurityGroupEgress {
    func permissions(in state: EC2State, _ context: ActionContext) -> [RequiredPermission] {
        [authorization.target.permission(in: state, context)]
    }
}

extension RevokeSecurityGroupIngress {
    func permissions(in state: EC2State, _ context: ActionContext) -> [RequiredPermission] {
        [revocation.target.permission(in: state, context)]
    }
}

extension RevokeSecurityGroupEgress {
    func permissions(in state: EC2State, _ context: ActionContext) -> [RequiredPermission] {
        [revocation.target.permission(in: state, context)]
    }
}

extension SecurityGroupTarget {
    /// On the group; when there is none of that name, on any.
    fileprivate func permission(in state: EC2State, _ context: ActionContext) -> RequiredPermission {
        guard let group = try? group(in: state) else {
            return RequiredPermission(on: EC2ARN.of("security-group", "*", context))
        }
        return state.permission(on: group.id, context)
    }
}

/// Policies name key pairs by their names.
extension CreateKeyPair {
    func permissions(in state: EC2State, _ context: ActionContext) -> [RequiredPermission] {
        KeyPairPermissions.toMake(keyName, by: Self.name, tags: tags, context)
    }
}

extension ImportKeyPair {
    func permissions(in state: EC2State, _ context: ActionContext) -> [RequiredPermission] {
        KeyPairPermissions.toMake(keyName, by: Self.name, tags: tags, context)
    }
}

extension DeleteKeyPair {
    func permissions(in state: EC2State, _ context: ActionContext) -> [RequiredPermission] {
        let name = keyName ?? id.flatMap { state.keyPairs[$0]?.name }
        return [RequiredPermission(on: EC2ARN.of("key-pair", name ?? "*", context))]
    }
}

private enum KeyPairPermissions {
    static func toMake(
        _ keyName: String,
        by action: String,
        tags: TagList,
        _ context: ActionContext
    ) -> [RequiredPermission] {
        context.permissionsToMake("key-pair", keyName, by: action, tags: tags, keys: [:])
    }
}
