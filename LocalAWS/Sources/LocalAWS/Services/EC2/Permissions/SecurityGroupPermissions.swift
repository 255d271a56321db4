/// What is done to a security group needs a permission on it.
extension CreateSecurityGroup {
    func permissions(in state: EC2State, _ context: ActionContext) -> [RequiredPermission] {
        let keys = ["ec2:Region": [context.region.name]]
        return [state.permission(on: vpcID ?? state.network.vpcID, context)]
            + context.permissionsToMake("security-group", by: Self.name, tags: tags, keys: keys)
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
    /// The permission on the group, which need not be there.
    fileprivate func permission(in state: EC2State, _ context: ActionContext) -> RequiredPermission {
        let id = id ?? (try? group(in: state).id)
        return state.permission(on: id ?? "sg-*", context)
    }
}

/// Key pairs are named in policies by their names.
extension CreateKeyPair {
    func permissions(in state: EC2State, _ context: ActionContext) -> [RequiredPermission] {
        [RequiredPermission(on: EC2ARN.of("key-pair", keyName, context), keys: RequestTags.keys(tags))]
    }
}

extension ImportKeyPair {
    func permissions(in state: EC2State, _ context: ActionContext) -> [RequiredPermission] {
        [RequiredPermission(on: EC2ARN.of("key-pair", keyName, context), keys: RequestTags.keys(tags))]
    }
}

extension DeleteKeyPair {
    func permissions(in state: EC2State, _ context: ActionContext) -> [RequiredPermission] {
        let name = keyName ?? state.keyPairs.first { $0.id == id }?.name
        return [RequiredPermission(on: EC2ARN.of("key-pair", name ?? "*", context))]
    }
}
