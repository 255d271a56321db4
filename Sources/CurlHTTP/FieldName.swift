package import HTTPTypes

extension HTTPField.Name {
    /// A name known when the program was written.
    package init(staticName: StaticString) {
        guard let name = Self("\(staticName)") else { preconditionFailure("\(staticName) is no field name") }
        self = name
    }
}
