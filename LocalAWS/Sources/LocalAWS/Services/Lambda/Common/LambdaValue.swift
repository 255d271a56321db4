/// Reading values that have bounds.
enum LambdaValue {
    /// A whole number of a range; nil when the call has none.
    static func integer(
        _ name: String,
        of parameters: Parameters,
        in range: ClosedRange<Int>
    ) throws(ServiceError) -> Int? {
        guard let number = try parameters.integer(name) else { return nil }
        guard range.contains(number) else {
            let bound =
                number < range.lowerBound
                ? "greater than or equal to \(range.lowerBound)" : "less than or equal to \(range.upperBound)"
            throw .lambdaValidation(
                "\(number)",
                at: parameters.fullName(name),
                constraint: "Member must have value \(bound)"
            )
        }
        return number
    }

    /// One of some texts; nil when the call has none.
    static func choice(
        _ name: String,
        of parameters: Parameters,
        in choices: [String]
    ) throws(ServiceError) -> String? {
        guard let text = parameters.optional(name) else { return nil }
        guard choices.contains(text) else {
            throw .lambdaValidation(
                text,
                at: parameters.fullName(name),
                constraint: "Member must satisfy enum value set: [\(choices.joined(separator: ", "))]"
            )
        }
        return text
    }
}
