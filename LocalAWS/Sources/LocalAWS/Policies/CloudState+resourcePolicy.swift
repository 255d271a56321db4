extension CloudState {
    /// The policy of a topic, a queue or a function; nil for what has none.
    func resourcePolicy(of resource: String) -> PolicyDocument? {
        nil
    }
}
