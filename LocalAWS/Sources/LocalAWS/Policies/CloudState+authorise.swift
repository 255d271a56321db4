internal import Platform

extension CloudState {
    /// Refuses a call whose caller isn't allowed to all that it requires.
    func authorise(
        _ required: [RequiredPermission],
        of action: String,
        _ call: ActionCall,
        at now: Timestamp
    ) throws(ServiceError) {
    }
}
