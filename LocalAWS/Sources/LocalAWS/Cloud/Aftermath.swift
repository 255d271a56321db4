public import Platform

/// What a change of the cloud leaves to be done when it is over.
struct Aftermath: Sendable {
    /// What is to happen in the cloud, now or later.
    var events: [Agenda.Entry] = []
    /// What is to be done outside.
    var effects: [any Effect] = []
    /// What people may want to know.
    var notes: [Note] = []
}

/// Something that is to be done in the world outside: running a function's process, posting to an address. What comes of it
/// is another change of the cloud.
///
/// An effect isn't kept in a state file: what asks for one keeps in its own state that it is under way, and asks again
/// when a cloud comes out of a file.
protocol Effect: Sendable {
    func perform(in cloud: Cloud) async
}

/// Something that happened, in words: a line of a timeline.
public struct Note: Sendable, Hashable {
    /// When, in the cloud's time.
    public let moment: Timestamp
    /// Where.
    public let region: String
    /// The service's name, as its callers sign for it.
    public let service: String
    /// What, in one line.
    public let text: String
}
