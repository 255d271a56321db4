/// One of a describe call's `Filters`. Its values are alternatives.
struct RecordFilter: Sendable {
    /// The names of the parameters, for tables of actions.
    static let parameters: Set<String> = ["Filters.N.Name", "Filters.N.Values.N"]

    let name: String
    let values: [String]

    /// The filters of a call.
    ///
    /// - Parameter isKnown: whether there is a filter of that name.
    static func list(
        _ parameters: Parameters,
        isKnown: (String) -> Bool
    ) throws(ServiceError) -> [RecordFilter] {
        var filters: [RecordFilter] = []
        for member in parameters.structures("Filters") {
            let name = try member.required("Name")
            guard isKnown(name) else {
                throw .scalingValidation("Filter type \(name) is not correct.")
            }
            let values = member.list("Values")
            guard !values.isEmpty else {
                throw .scalingValidation("The filter \(name) has no values.")
            }
            filters.append(RecordFilter(name: name, values: values))
        }
        return filters
    }

    func matches(_ text: String?) -> Bool {
        text.map(values.contains) ?? false
    }
}
