/// One of the services that the client speaks to.
package struct AWSService: Sendable, Equatable {
    /// The two dialects of the Query protocol: they differ in lists, envelopes and errors.
    package enum Dialect: Sendable, Equatable {
        case ec2
        case query
    }

    /// What the service is called in `AWS_ENDPOINT_URL_<ID>`; in lower case, in a config file's `services` section.
    package let id: String
    /// The service's name in a credential scope.
    package let signingName: String
    /// The first label of its host names.
    package let endpointPrefix: String
    /// The `Version` parameter.
    package let apiVersion: String
    /// Which Query protocol it speaks.
    package let dialect: Dialect

    /// Amazon EC2, with EBS.
    package static let ec2 = AWSService(
        id: "EC2",
        signingName: "ec2",
        endpointPrefix: "ec2",
        apiVersion: "2016-11-15",
        dialect: .ec2
    )

    /// Amazon EC2 Auto Scaling.
    package static let autoScaling = AWSService(
        id: "AUTO_SCALING",
        signingName: "autoscaling",
        endpointPrefix: "autoscaling",
        apiVersion: "2011-01-01",
        dialect: .query
    )

    /// AWS Security Token Service.
    package static let sts = AWSService(
        id: "STS",
        signingName: "sts",
        endpointPrefix: "sts",
        apiVersion: "2011-06-15",
        dialect: .query
    )
}
