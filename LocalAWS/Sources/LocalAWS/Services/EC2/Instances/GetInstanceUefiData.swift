/// Would tell the UEFI variables of an instance. No instance here has any.
///
/// Terraform asks for those of an image, by this action, and takes the refusal for an answer.
struct GetInstanceUefiData: EC2Operation {
    static let name = "GetInstanceUefiData"
    static let honours: Set<String> = ["InstanceId"]
    static let mutates = false

    private let id: String

    init(_ parameters: Parameters) throws(ServiceError) {
        id = try parameters.required("InstanceId")
    }

    func perform(on state: inout EC2State, in context: inout ActionContext) throws(ServiceError) {
        state.settle(at: context.now)
        _ = try state.instance(id, at: context.now)
        throw ServiceError("UnsupportedOperation", "The instance '\(id)' does not have the boot mode uefi.")
    }
}
