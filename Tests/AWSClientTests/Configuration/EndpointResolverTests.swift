import Foundation
import Platform
import Testing

@testable import AWSClient

@Suite struct `An endpoint` {
    private static let services = ["ec2": AWSService.ec2, "autoscaling": .autoScaling, "sts": .sts]

    @Test func `is botocore's for every service, region, FIPS and dual-stack`() throws {
        let table = try String(contentsOf: configFixtures.appending(path: "endpoints.tsv"), encoding: .utf8)
        let rows = table.split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
        #expect(rows.count > 800)
        for row in rows {
            let configuration = try AWSConfiguration.of([
                "AWS_REGION": row[1], "AWS_USE_FIPS_ENDPOINT": row[2], "AWS_USE_DUALSTACK_ENDPOINT": row[3],
            ])
            let service = try #require(Self.services[row[0]])
            let endpoint = try EndpointResolver(configuration).endpoint(for: service)
            #expect("\(endpoint.scheme)://\(endpoint.authority)" == row[4])
            #expect(endpoint.path == "/")
            #expect(endpoint.signingRegion == row[1])
        }
    }

    private static let config = """
        [default]
        services = emulator
        endpoint_url = http://profile:4
        [profile plain]
        endpoint_url = http://profile:4
        [profile dangling]
        services = gone
        [services emulator]
        ec2 =
          endpoint_url = http://service:3
        auto_scaling =
          endpoint_url = http://scaling:3
        """

    @Test(arguments: [
        (["AWS_ENDPOINT_URL_EC2": "http://one:1", "AWS_ENDPOINT_URL": "http://two:2"], "one:1"),
        (["AWS_ENDPOINT_URL_AUTO_SCALING": "http://one:1", "AWS_ENDPOINT_URL": "http://two:2"], "two:2"),
        (["AWS_ENDPOINT_URL_EC2": "", "AWS_ENDPOINT_URL": ""], "service:3"),
        ([:], "service:3"),
        (["AWS_PROFILE": "plain"], "profile:4"),
        (["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"], "ec2.us-east-1.amazonaws.com"),
        (
            ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true", "AWS_ENDPOINT_URL": "not a URL"],
            "ec2.us-east-1.amazonaws.com"
        ),
    ])
    func `is the first that is configured`(variables: [String: String], authority: String) throws {
        let environment = Environment(variables.merging(["AWS_REGION": "us-east-1"]) { value, _ in value })
        let configuration = try AWSConfiguration.of(environment, config: Self.config)
        let endpoint = try EndpointResolver(configuration).endpoint(for: .ec2)
        #expect(endpoint.authority == authority)
        #expect(endpoint.signingRegion == "us-east-1")
    }

    @Test func `of another service in the services section is that service's, or else the profile's`() throws
    {
        let configuration = try AWSConfiguration.of(["AWS_REGION": "us-east-1"], config: Self.config)
        let resolver = EndpointResolver(configuration)
        #expect(try resolver.endpoint(for: .autoScaling).authority == "scaling:3")
        #expect(try resolver.endpoint(for: .sts).authority == "profile:4")
    }

    @Test func `in a services section that doesn't exist is an error`() throws {
        let environment: Environment = ["AWS_REGION": "us-east-1", "AWS_PROFILE": "dangling"]
        let configuration = try AWSConfiguration.of(environment, config: Self.config)
        let error = #expect(throws: ConfigurationError.self) {
            try EndpointResolver(configuration).endpoint(for: .ec2)
        }
        #expect(
            error?.description
                == "services of profile 'dangling': there is no section [services gone] in config and credentials."
        )
    }

    @Test(arguments: [
        ("http://127.0.0.1:4566", "http", "127.0.0.1:4566", "/"),
        ("http://127.0.0.1:4566/", "http", "127.0.0.1:4566", "/"),
        ("HTTPS://Ec2.Example.COM:443", "https", "ec2.example.com", "/"),
        ("http://host:80/a/b%20c/", "http", "host", "/a/b%20c/"),
        ("https://host:80", "https", "host:80", "/"),
        ("http://[::1]:4566/x", "http", "[::1]:4566", "/x"),
        ("https://[FD00:ec2::254]", "https", "[fd00:ec2::254]", "/"),
        ("http://local_aws:1", "http", "local_aws:1", "/"),
        ("http://localhost:65535//a", "http", "localhost:65535", "//a"),
    ])
    func `may be any address of a host`(url: String, scheme: String, authority: String, path: String) throws {
        let configuration = try AWSConfiguration.of(["AWS_REGION": "eu-west-1", "AWS_ENDPOINT_URL": url])
        let expected = ServiceEndpoint(
            scheme: scheme,
            authority: authority,
            path: path,
            signingRegion: "eu-west-1"
        )
        #expect(try EndpointResolver(configuration).endpoint(for: .ec2) == expected)
    }

    @Test(arguments: [
        ("127.0.0.1:4566", "it has no scheme"),
        ("localhost", "it has no scheme"),
        ("ftp://host", "its scheme is 'ftp', and not https or http"),
        ("://host", "its scheme is '', and not https or http"),
        ("http://", "its host is '', which is no host name and no address"),
        ("http://:80", "its host is '', which is no host name and no address"),
        ("http://a..b", "its host is 'a..b', which is no host name and no address"),
        ("http://-a", "its host is '-a', which is no host name and no address"),
        ("http://exa mple", "its host is 'exa mple', which is no host name and no address"),
        ("http://::1", "its host is '', which is no host name and no address"),
        ("http://[::1", "its host is '[::1', which is no host name and no address"),
        ("http://[fe80::1%25eth0]", "its host is '[fe80::1%25eth0]', which is no host name and no address"),
        ("http://[::1]x:80", "its port is ':80', and not a number from 1 to 65535"),
        ("http://host:", "its port is '', and not a number from 1 to 65535"),
        ("http://host:0", "its port is '0', and not a number from 1 to 65535"),
        ("http://host:65536", "its port is '65536', and not a number from 1 to 65535"),
        ("http://host:+80", "its port is '+80', and not a number from 1 to 65535"),
        ("http://user:SECRET@host", "it has a user name or an @, which no AWS endpoint has"),
        ("http://user:SE/CRET@host", "it has a user name or an @, which no AWS endpoint has"),
        ("http://host?key=SECRET", "it has a query (?)"),
        ("http://host/#x", "it has a fragment (#)"),
        (
            "http://host/a b",
            "its path has a space, a control character, or another that must be written as %XX"
        ),
        (
            "http://host/é",
            "its path has a space, a control character, or another that must be written as %XX"
        ),
    ])
    func `that is no address is refused, saying what is wrong`(url: String, reason: String) throws {
        let configuration = try AWSConfiguration.of(["AWS_REGION": "eu-west-1", "AWS_ENDPOINT_URL_EC2": url])
        let error = #expect(throws: ConfigurationError.self) {
            try EndpointResolver(configuration).endpoint(for: .ec2)
        }
        let message = try #require(error).description
        #expect(message.hasPrefix("AWS_ENDPOINT_URL_EC2: \(reason); an address looks like"))
        #expect(!message.contains("SECRET"))
    }

    @Test(arguments: ["AWS_USE_FIPS_ENDPOINT", "AWS_USE_DUALSTACK_ENDPOINT"])
    func `of one's own goes with neither FIPS nor dual-stack`(variable: String) throws {
        let configuration = try AWSConfiguration.of([
            "AWS_REGION": "us-east-1", "AWS_ENDPOINT_URL": "http://h", variable: "true",
        ])
        let error = #expect(throws: ConfigurationError.self) {
            try EndpointResolver(configuration).endpoint(for: .ec2)
        }
        #expect(error?.description.contains("\(variable)=false") == true)
    }

    @Test func `needs a region, and says where one was looked for`() throws {
        let configuration = try AWSConfiguration.of(["AWS_ENDPOINT_URL": "http://h"])
        let error = #expect(throws: ConfigurationError.self) {
            try EndpointResolver(configuration).endpoint(for: .ec2)
        }
        #expect(
            error?.description == "region: there is none: neither AWS_REGION nor AWS_DEFAULT_REGION is set,"
                + " and profile 'default' has no region in config and credentials."
        )
    }
}
