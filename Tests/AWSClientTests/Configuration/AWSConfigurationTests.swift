import CurlHTTP
import Foundation
import Platform
import Testing

@testable import AWSClient

@Suite struct `The configuration` {
    @Test(arguments: [
        (["AWS_REGION": "eu-west-1", "AWS_DEFAULT_REGION": "eu-west-2"], "eu-west-1"),
        (["AWS_DEFAULT_REGION": "eu-west-2"], "eu-west-2"),
        (["AWS_REGION": ""], "us-west-1"),
        (["AWS_PROFILE": "dev"], "ap-south-1"),
        (["AWS_PROFILE": "dev", "AWS_DEFAULT_PROFILE": "bare"], "ap-south-1"),
        (["AWS_DEFAULT_PROFILE": "dev"], "ap-south-1"),
        (["AWS_PROFILE": "bare"], nil),
    ])
    func `takes the region from the environment, then from the profile`(
        variables: [String: String],
        region: String?
    ) throws {
        let config = "[default]\nregion = us-west-1\n[profile dev]\nregion = ap-south-1\n[profile bare]\n"
        #expect(try AWSConfiguration.of(Environment(variables), config: config).region == region)
    }

    @Test func `reads every setting from the profile, too`() throws {
        let config = """
            [default]
            retry_mode = Adaptive
            max_attempts = 7
            use_fips_endpoint = TRUE
            use_dualstack_endpoint = true
            ignore_configured_endpoint_urls = true
            ca_bundle = /etc/ca.pem
            """
        let configuration = try AWSConfiguration.of([:], config: config)
        #expect(configuration.retryMode == .adaptive)
        #expect(configuration.maxAttempts == 7)
        #expect(configuration.usesFIPS && configuration.usesDualStack)
        #expect(configuration.ignoresConfiguredEndpointURLs)
        #expect(configuration.caBundle == "/etc/ca.pem")
        #expect(configuration.profileName == "default")
    }

    @Test func `has the variables win over the profile`() throws {
        let config =
            "[default]\nretry_mode = adaptive\nmax_attempts = 7\nuse_fips_endpoint = true\nca_bundle = /a\n"
        let environment: Environment = [
            "AWS_RETRY_MODE": "standard", "AWS_MAX_ATTEMPTS": "2", "AWS_USE_FIPS_ENDPOINT": "False",
            "AWS_CA_BUNDLE": "/b",
        ]
        let configuration = try AWSConfiguration.of(environment, config: config)
        #expect(configuration.retryMode == .standard)
        #expect(configuration.maxAttempts == 2)
        #expect(!configuration.usesFIPS)
        #expect(configuration.caBundle == "/b")
    }

    @Test func `has defaults where nothing is configured`() throws {
        let configuration = try AWSConfiguration.of([:])
        #expect(configuration.retryMode == .standard)
        #expect(configuration.maxAttempts == nil)
        #expect(configuration.region == nil && configuration.caBundle == nil)
        #expect(!configuration.usesFIPS && !configuration.usesDualStack)
    }

    @Test(arguments: [
        (
            "AWS_RETRY_MODE", "fast",
            "AWS_RETRY_MODE: 'fast' is not accepted; say one of standard, adaptive, legacy."
        ),
        ("AWS_MAX_ATTEMPTS", "0", "AWS_MAX_ATTEMPTS: '0' is not accepted; say a whole number from 1 to 100."),
        (
            "AWS_MAX_ATTEMPTS", "3.5",
            "AWS_MAX_ATTEMPTS: '3.5' is not accepted; say a whole number from 1 to 100."
        ),
        ("AWS_USE_FIPS_ENDPOINT", "yes", "AWS_USE_FIPS_ENDPOINT: 'yes' is not accepted; say true or false."),
        (
            "AWS_USE_DUALSTACK_ENDPOINT", "1",
            "AWS_USE_DUALSTACK_ENDPOINT: '1' is not accepted; say true or false."
        ),
        (
            "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "\n",
            "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: '\\n' is not accepted; say true or false."
        ),
        ("AWS_REGION", "us east", "AWS_REGION: 'us east' is not accepted; say a region such as us-east-1."),
        (
            "AWS_REGION", "aws-global",
            "AWS_REGION: 'aws-global' is not accepted; it has no hosts of its own; say a region such as us-east-1."
        ),
        ("AWS_PROFILE", "gone", "AWS_PROFILE: there is no profile 'gone' in config and credentials."),
    ])
    func `refuses a value that can't be used, naming it`(variable: String, value: String, message: String) {
        let error = #expect(throws: ConfigurationError.self) {
            try AWSConfiguration.of(Environment([variable: value]), config: "[default]\n")
        }
        #expect(error?.description == message)
    }

    @Test func `names the profile of a value that can't be used`() {
        let error = #expect(throws: ConfigurationError.self) {
            try AWSConfiguration.of(["AWS_PROFILE": "dev"], config: "[profile dev]\nmax_attempts = many\n")
        }
        #expect(
            error?.description
                == "max_attempts of profile 'dev': 'many' is not accepted; say a whole number from 1 to 100."
        )
    }

    @Test(arguments: [
        "us_east_1", "us-east-1.evil.example", "us-east-1/", "-us-east-1", "us-east-1-", "US-EAST-1", "1234",
        "é-1",
        "us-east-1\n", String(repeating: "a", count: 64),
    ])
    func `refuses a region that could not be a label of a host name`(region: String) {
        #expect(throws: ConfigurationError.self) { try AWSConfiguration.of(["AWS_REGION": region]) }
    }

    @Test func `has profile default win over default, and credentials win over config`() throws {
        let configuration = try AWSConfiguration.of(
            [:],
            config: "[profile default]\nregion = a-b-1\n[default]\nregion = c-d-1\nca_bundle = /ca\n",
            credentials: "[default]\naws_access_key_id = AKID\n"
        )
        #expect(configuration.region == "a-b-1")
        #expect(configuration.caBundle == nil)
        #expect(configuration.profile?[ProfileKey.accessKeyID] == "AKID")
    }

    @Test func `gives the transport the profile's certificates, unless a variable names others`() throws {
        let config =
            "[default]\nca_bundle = \(#filePath)\nmax_attempts = 9\n[profile gone]\nca_bundle = /gone\n"
        let profile = try AWSConfiguration.of([:], config: config)
        #expect(profile.transportConfiguration.authorities == .file(#filePath))
        #expect(profile.retryPolicy == RetryPolicy(maxAttempts: 9))
        let variable = try AWSConfiguration.of(["AWS_CA_BUNDLE": "/dev/null"], config: config)
        #expect(variable.transportConfiguration.authorities == .file("/dev/null"))
        let gone = try AWSConfiguration.of(["AWS_PROFILE": "gone"], config: config)
        let reason = "ca_bundle of profile 'gone' names /gone, which can't be read"
        #expect(gone.transportConfiguration.authorities == .missing(reason))
    }

    @Test func `shows no secret, however it is printed`() throws {
        let configuration = try AWSConfiguration.of(
            ["AWS_SECRET_ACCESS_KEY": "hunter2"],
            credentials: "[default]\naws_secret_access_key = hunter2\n"
        )
        var dumped = ""
        dump(configuration, to: &dumped)
        #expect(!"\(configuration)\(String(reflecting: configuration))\(dumped)".contains("hunter2"))
        #expect(dumped.contains("AWS_SECRET_ACCESS_KEY"))
    }

    @Test func `reads the files that the environment names`() async throws {
        try await withTemporaryFolder { folder in
            let config = folder.appending(path: "my config")
            try Data("[profile p]\nregion = eu-west-3\n".utf8).write(to: config)
            let configuration = try AWSConfiguration.resolve(
                environment: ["AWS_CONFIG_FILE": config.path, "AWS_PROFILE": "p"]
            )
            #expect(configuration.region == "eu-west-3")
        }
    }

    @Test func `reads the files in the home folder`() async throws {
        try await withTemporaryFolder { home in
            let folder = home.appending(path: ".aws")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data("[default]\nregion = eu-west-3\n".utf8).write(to: folder.appending(path: "config"))
            try Data("[other]\naws_access_key_id = AKID\n".utf8).write(
                to: folder.appending(path: "credentials")
            )
            #expect(try AWSConfiguration.resolve(environment: ["HOME": home.path]).region == "eu-west-3")
            let other = try AWSConfiguration.resolve(environment: ["HOME": home.path], profile: "other")
            #expect(other.profile?[ProfileKey.accessKeyID] == "AKID")
            #expect(other.region == nil)
        }
    }

    @Test func `needs neither files nor a home`() throws {
        #expect(try AWSConfiguration.resolve(environment: [:]).region == nil)
        let elsewhere: Environment = ["HOME": "/nonexistent", "AWS_CONFIG_FILE": "/"]
        #expect(try AWSConfiguration.resolve(environment: elsewhere).region == nil)
    }

    @Test func `says which files it looked at and why one could not be read`() throws {
        let error = #expect(throws: ConfigurationError.self) {
            try AWSConfiguration.resolve(environment: ["AWS_CONFIG_FILE": "/", "AWS_PROFILE": "x"])
        }
        #expect(
            error?.description == "AWS_PROFILE: there is no profile 'x' in / (Is a directory)"
                + " and ~/.aws/credentials (HOME is not set)."
        )
    }
}
