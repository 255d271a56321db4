package import Platform

/// The form body of a Query request, written parameter by parameter.
///
/// The two dialects differ in lists: `VolumeId.1=` in EC2's, `NotificationTypes.member.1=` in the other; and in an
/// empty list, which EC2's leaves out and the other sends as `Name=`.
package struct QueryParameters: Sendable {
    private let dialect: AWSService.Dialect
    /// What stands before a name: `Filter.1.` within the first filter.
    private var prefix: [UInt8] = []
    /// The form so far.
    package private(set) var body: [UInt8] = []

    /// A form that begins with the action and the service's version.
    package init(service: AWSService, action: String) {
        dialect = service.dialect
        body.reserveCapacity(1_024)
        set("Action", action)
        set("Version", service.apiVersion)
    }

    /// Adds `name=value`; nothing when there is no value. An empty value is sent as `name=`.
    package mutating func set(_ name: String, _ value: String?) {
        guard let value else { return }
        begin(name)
        body.append(UInt8(ascii: "="))
        body.appendPercentEncoded(value)
    }

    /// Adds a number.
    package mutating func set(_ name: String, _ value: Int?) {
        set(name, value.map { String($0) })
    }

    /// Adds `true` or `false`.
    package mutating func set(_ name: String, _ value: Bool?) {
        set(name, value.map { $0 ? "true" : "false" })
    }

    /// Adds a moment, in UTC and whole milliseconds.
    package mutating func set(_ name: String, _ value: Timestamp?) {
        set(name, value?.iso8601)
    }

    /// Adds a structure: the parameters that the closure adds get `name.` before their names.
    package mutating func structure(_ name: String, _ content: (inout QueryParameters) -> Void) {
        within(name, content)
    }

    /// Adds a list of texts.
    package mutating func list(_ name: String, _ values: [String]) {
        if values.isEmpty { return addEmptyList(name) }
        for (index, value) in values.enumerated() {
            begin(name)
            appendIndex(index, to: &body)
            body.append(UInt8(ascii: "="))
            body.appendPercentEncoded(value)
        }
    }

    /// Adds a list of structures.
    package mutating func list<Element>(
        _ name: String,
        _ elements: [Element],
        _ content: (inout QueryParameters, Element) -> Void
    ) {
        if elements.isEmpty { return addEmptyList(name) }
        for (index, element) in elements.enumerated() {
            within(name, index: index) { content(&$0, element) }
        }
    }

    /// Has the names that the content adds begin with that name, and the index if there is one.
    private mutating func within(
        _ name: String,
        index: Int? = nil,
        _ content: (inout QueryParameters) -> Void
    ) {
        let outerLength = prefix.count
        prefix += name.utf8
        if let index { appendIndex(index, to: &prefix) }
        prefix.append(UInt8(ascii: "."))
        content(&self)
        prefix.removeLast(prefix.count - outerLength)
    }

    /// Appends what follows a list's name; indices count from 1.
    private func appendIndex(_ index: Int, to bytes: inout [UInt8]) {
        bytes += dialect == .ec2 ? ".".utf8 : ".member.".utf8
        bytes += String(index + 1).utf8
    }

    private mutating func addEmptyList(_ name: String) {
        if dialect == .query { set(name, "") }
    }

    private mutating func begin(_ name: String) {
        if !body.isEmpty { body.append(UInt8(ascii: "&")) }
        body += prefix
        body += name.utf8
    }
}
