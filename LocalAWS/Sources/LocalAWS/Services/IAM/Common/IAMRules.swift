/// What IAM takes as names, paths and descriptions.
enum IAMRules {
    /// A name, of letters, digits and `+=,.@_-`.
    ///
    /// - Parameter parameter: as clients call it: `RoleName`.
    static func name(
        _ parameter: String,
        of parameters: Parameters,
        maximumLength: Int
    ) throws(ServiceError) -> String {
        let name = try parameters.required(parameter)
        try checkName(name, parameter, maximumLength: maximumLength)
        return name
    }

    static func checkName(
        _ name: String,
        _ parameter: String,
        maximumLength: Int
    ) throws(ServiceError) {
        let member = parameter.prefix(1).lowercased() + parameter.dropFirst()
        guard name.utf8.allSatisfy(isNameByte) else {
            throw .failedValidation(
                "The specified value for \(member) is invalid. It must contain only alphanumeric characters and/or the "
                    + "following: +=,.@_-"
            )
        }
        guard name.utf8.count <= maximumLength else {
            throw tooLong(name, member, maximumLength)
        }
    }

    /// `/`, or names between slashes.
    static func path(of parameters: Parameters) throws(ServiceError) -> String {
        let path = parameters.optional("Path") ?? "/"
        guard path.hasPrefix("/"), path.hasSuffix("/"),
            path.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), !path.contains("//")
        else {
            throw .failedValidation(
                "The specified value for path is invalid. It must begin and end with / and contain only alphanumeric "
                    + "characters and/or / characters."
            )
        }
        guard path.utf8.count <= 512 else { throw tooLong(path, "path", 512) }
        return path
    }

    static func pathPrefix(of parameters: Parameters) -> String {
        parameters.optional("PathPrefix") ?? "/"
    }

    static func description(of parameters: Parameters) throws(ServiceError) -> String? {
        guard let description = parameters.optional("Description") else { return nil }
        guard description.unicodeScalars.count <= 1_000 else {
            throw tooLong(description, "description", 1_000)
        }
        return description
    }

    private static func tooLong(_ value: String, _ member: String, _ limit: Int) -> ServiceError {
        .failedValidation(
            "1 validation error detected: Value '\(value)' at '\(member)' failed to satisfy constraint: Member must "
                + "have length less than or equal to \(limit)"
        )
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "+=,.@_-".utf8.contains(byte)
    }
}

/// The tags of what IAM has.
enum IAMTags {
    /// The names of the parameters, for tables of actions.
    static let parameters: Set<String> = ["Tags.N.Key", "Tags.N.Value"]

    /// The tags of a call, checked.
    static func list(_ parameters: Parameters) throws(ServiceError) -> [Tag] {
        var tags: [Tag] = []
        for member in parameters.structures("Tags") {
            let tag = Tag(key: try member.required("Key"), value: member.text("Value") ?? "")
            try check(tag)
            tags.append(tag)
        }
        guard Set(tags.map { $0.key.lowercased() }).count == tags.count else {
            throw .invalidInput("Duplicate tag keys found. Please note that Tag keys are case insensitive.")
        }
        return tags
    }

    private static func check(_ tag: Tag) throws(ServiceError) {
        guard tag.key.unicodeScalars.count <= 128, tag.value.unicodeScalars.count <= 256 else {
            throw .failedValidation("A tag's key has 128 characters at most, its value 256.")
        }
        guard !TagRules.isReserved(tag.key) else {
            throw .invalidInput("Tag keys starting with 'aws:' are reserved for system use")
        }
    }

    /// Refuses a list that has become too long.
    static func checkCount(_ tags: TagList) throws(ServiceError) {
        guard tags.count <= TagList.maximumCount else {
            throw .limitExceeded("The number of tags has reached the maximum limit.")
        }
    }

    /// The condition keys of a call that sets tags.
    static func keys(_ tags: [Tag]) -> [String: [String]] {
        guard !tags.isEmpty else { return [:] }
        var keys = ["aws:TagKeys": tags.map(\.key)]
        for tag in tags { keys["aws:RequestTag/\(tag.key)"] = [tag.value] }
        return keys
    }
}

extension OutputWriter {
    /// Tags as all services but EC2 write them.
    mutating func tags(_ tags: TagList) {
        list("Tags", of: tags) { writer, tag in
            writer.text("Key", tag.key)
            writer.text("Value", tag.value)
        }
    }

    /// A policy as IAM gives it back: percent-encoded (RFC 3986).
    mutating func policy(_ name: String, _ policy: PolicyDocument) {
        text(name, PercentEncoding.encoded(policy.text))
    }
}
