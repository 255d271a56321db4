internal import Platform

/// A setting's value, and where it was written.
struct Setting: Sendable, Equatable {
    let value: String
    /// The variable's name, or "'region' of profile 'dev'".
    let origin: String
}

/// Looks a setting up where all AWS tools do: in the environment, then in the profile.
struct SettingReader: Sendable {
    let environment: Environment
    let profile: Profile?

    /// The first of the variables that is set, or else the profile's setting of that name.
    func setting(_ variables: [String], profile name: String?) -> Setting? {
        for variable in variables {
            if let value = environment[variable] { return Setting(value: value, origin: variable) }
        }
        guard let name, let profile, let value = profile[name] else { return nil }
        return Setting(value: value, origin: "\(name) of profile \(quoted(profile.name))")
    }

    /// A switch; nil when it isn't set.
    func flag(_ variable: String, profile name: String) throws(ConfigurationError) -> Bool? {
        guard let setting = setting([variable], profile: name) else { return nil }
        switch setting.value.lowercased() {
        case "true": return true
        case "false": return false
        default: throw .invalid(setting, accepted: "say true or false")
        }
    }

    /// A whole number within the range; nil when it isn't set.
    func integer(
        _ variable: String,
        profile name: String,
        in range: ClosedRange<Int>
    ) throws(ConfigurationError) -> Int? {
        guard let setting = setting([variable], profile: name) else { return nil }
        guard let number = Int(setting.value), range.contains(number) else {
            let accepted = "say a whole number from \(range.lowerBound) to \(range.upperBound)"
            throw .invalid(setting, accepted: accepted)
        }
        return number
    }
}
