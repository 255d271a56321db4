/// How instances may ask the metadata service. Nothing answers at its address here: the options are kept and shown.
struct MetadataOptions: Codable, Sendable, Hashable {
    /// `optional` or `required`: whether a call needs a token.
    var tokens: String?
    /// How many hops an answer may go.
    var hopLimit: Int?
    /// `enabled` or `disabled`.
    var endpoint: String?
    /// `enabled` or `disabled`.
    var ipv6: String?
    /// `enabled` or `disabled`: whether tags can be asked for.
    var tags: String?

    /// The names of the parameters, for tables of actions.
    static let parameters: Set<String> = [
        "HttpTokens", "HttpPutResponseHopLimit", "HttpEndpoint", "HttpProtocolIpv6", "InstanceMetadataTags",
    ]

    private static let hopLimits = 1...64

    init(tokens: String? = nil, hopLimit: Int? = nil, endpoint: String? = nil) {
        self.tokens = tokens
        self.hopLimit = hopLimit
        self.endpoint = endpoint
    }

    init(_ parameters: Parameters) throws(ServiceError) {
        tokens = try parameters.choice("HttpTokens", of: ["optional", "required"])
        hopLimit = try parameters.integer("HttpPutResponseHopLimit")
        endpoint = try parameters.choice("HttpEndpoint", of: ["enabled", "disabled"])
        ipv6 = try parameters.choice("HttpProtocolIpv6", of: ["enabled", "disabled"])
        tags = try parameters.choice("InstanceMetadataTags", of: ["enabled", "disabled"])
        if let hopLimit, !Self.hopLimits.contains(hopLimit) {
            throw .invalidValue(
                "\(hopLimit)",
                for: parameters.fullName("HttpPutResponseHopLimit"),
                expected: "Expecting 1 to 64."
            )
        }
    }

    /// What was asked for.
    func render(to xml: inout OutputWriter) {
        xml.text("httpTokens", tokens)
        xml.number("httpPutResponseHopLimit", hopLimit)
        xml.text("httpEndpoint", endpoint)
        xml.text("httpProtocolIpv6", ipv6)
        xml.text("instanceMetadataTags", tags)
    }

    /// What holds for an instance: what was asked for, and AWS's defaults for the rest.
    var effective: MetadataOptions {
        var options = self
        options.tokens = tokens ?? "optional"
        options.hopLimit = hopLimit ?? 1
        options.endpoint = endpoint ?? "enabled"
        options.ipv6 = ipv6 ?? "disabled"
        options.tags = tags ?? "disabled"
        return options
    }
}

extension Parameters {
    /// A text that is one of some.
    func choice(_ name: String, of choices: [String]) throws(ServiceError) -> String? {
        guard let text = optional(name) else { return nil }
        guard choices.contains(text) else {
            throw .invalidValue(
                text,
                for: fullName(name),
                expected: "Expecting one of \(choices.joined(separator: ", "))."
            )
        }
        return text
    }
}
