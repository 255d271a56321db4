internal import Platform

/// What the program is asked to do.
enum Command: Equatable {
    case help
    case version
    /// Lambda has started the program.
    case runtimeLoop
    /// Handle the event in that file; `-` is standard input.
    case event(path: String)
    /// It can't be understood; why.
    case misuse(problem: String)

    static let versionNumber = "0.1.0"

    static let usage = """
        usage: bootstrap EVENT.json    handle the event in the file ('-': standard input), print the report
               bootstrap --help
               bootstrap --version

        Snapshots every EBS volume of the instance whose launch the event announces, then tags the instance
        Snapshots=Created. Works on whatever the AWS environment points to: AWS_PROFILE, AWS_REGION,
        AWS_ENDPOINT_URL, ... The log goes to standard error. Exits with 0 when all is done, with 1 when
        something is missing, with 64 when called wrongly.

        Started by Lambda (AWS_LAMBDA_RUNTIME_API is set) and without arguments it runs as the function.

        Settings, by environment variable:
          SNAP_AND_TAG_CONCURRENT_CREATES             CreateSnapshot calls at once, 1 to 64 (32)
          SNAP_AND_TAG_VISIBILITY_PATIENCE_SECONDS    how long to look for an instance, 0 to 600 (30)
          SNAP_AND_TAG_METRICS_NAMESPACE              CloudWatch namespace, or none (SnapAndTag)
          SNAP_AND_TAG_REPORT_BATCH_ITEM_FAILURES     true if the SQS mapping has ReportBatchItemFailures (false)
        """

    init(arguments: [String], environment: Environment) {
        switch arguments.first {
        case nil:
            let isUnderLambda = environment["AWS_LAMBDA_RUNTIME_API"] != nil
            self = isUnderLambda ? .runtimeLoop : .misuse(problem: "no event, and not started by Lambda")
        case _ where arguments.count > 1: self = .misuse(problem: "more than one argument")
        case "--help", "-h": self = .help
        case "--version": self = .version
        case let option? where option.hasPrefix("-") && option != "-":
            self = .misuse(problem: "no such option: \(option)")
        case let path?: self = .event(path: path)
        }
    }
}
