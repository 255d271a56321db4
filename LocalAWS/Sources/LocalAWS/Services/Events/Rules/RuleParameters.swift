/// Reading rules and their bus.
extension Parameters {
    /// The name of a rule, or of a target.
    func ruleName(_ name: String) throws(ServiceError) -> String {
        let text = try required(name)
        let fits = text.unicodeScalars.allSatisfy { scalar in
            scalar.isASCII && (scalar.properties.isAlphabetic || scalar.isDigit)
                || ".-_".unicodeScalars.contains(scalar)
        }
        guard fits, text.utf8.count <= 64 else {
            throw .invalidRule(
                "1 validation error detected: Value '\(text)' at '\(fullName(name))' failed to satisfy constraint: "
                    + #"Member must satisfy regular expression pattern: [\.\-_A-Za-z0-9]+, and have up to 64 characters"#
            )
        }
        return text
    }

    /// Refuses every bus but the default one.
    func checkBus(_ name: String = "EventBusName") throws(ServiceError) {
        guard let text = optional(name) else { return }
        let bus = EventBus.name(in: text)
        guard bus == EventBus.defaultName else { throw .unknownBus(bus) }
    }

    /// `EventPattern`, as it was written and as it is meant.
    func eventPattern() throws(ServiceError) -> (text: String, pattern: EventPattern)? {
        guard let text = optional("EventPattern") else { return nil }
        guard text.utf8.count <= 4_096 else {
            throw .invalidRule("The event pattern is longer than 4096 characters.")
        }
        do throws(PatternError) {
            return (text, try EventPattern(json: text))
        } catch {
            throw .invalidPattern(error)
        }
    }
}

extension ActionContext {
    /// What policies have to allow for an action on a rule.
    func rulePermission(_ name: String) -> [RequiredPermission] {
        [RequiredPermission(on: arn("events", "rule/\(name)"))]
    }
}
