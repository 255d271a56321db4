// swift-tools-version: 6.2
import PackageDescription

/// Every target of ours is built the same way: Swift 6 language mode, unsafe code marked as such, and no warning left standing.
let settings: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")

/// A module of the function. What it may import is listed here and nowhere else: the arrows of ARCHITECTURE.md.
func module(_ name: String, imports dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// A C library that the system provides.
func system(_ name: String, pkgConfig: String, apt: String) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt])])
}

/// The tests of a module; they may use Foundation, since nothing of them is deployed.
func tests(of name: String, imports dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "\(name)Tests",
        dependencies: [.byName(name: name)] + dependencies,
        swiftSettings: settings
    )
}

let package = Package(
    name: "snap-and-tag",
    products: [
        .executable(name: "bootstrap", targets: ["bootstrap"]),
        .library(name: "SigV4", targets: ["SigV4", "Platform"]),
    ],
    dependencies: [
        // Without its default trait, FoundationURL, the types need no Foundation.
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    ],
    targets: [
        system("CCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev"),
        system("CCrypto", pkgConfig: "libcrypto", apt: "libssl-dev"),
        system("CSSL", pkgConfig: "libssl", apt: "libssl-dev"),
        system("CExpat", pkgConfig: "expat", apt: "libexpat1-dev"),
        system("CJansson", pkgConfig: "jansson", apt: "libjansson-dev"),
        .systemLibrary(name: "CSpawn"),

        module("Platform", imports: []),
        module("SigV4", imports: ["Platform", "CCrypto", httpTypes]),
        module("CurlHTTP", imports: ["Platform", "CCurl", "CSSL", httpTypes]),
        module("JSON", imports: ["CJansson"]),
        module(
            "AWSClient",
            imports: ["SigV4", "CurlHTTP", "JSON", "Platform", "CExpat", "CSpawn", httpTypes, logging]
        ),
        module("LambdaRuntime", imports: ["CurlHTTP", "JSON", "Platform", httpTypes, logging]),
        module("SnapAndTag", imports: ["AWSClient", "LambdaRuntime", "JSON", "Platform", logging]),
        .executableTarget(
            name: "bootstrap",
            dependencies: [
                "SnapAndTag", "AWSClient", "LambdaRuntime", "CurlHTTP", "JSON", "Platform", logging,
            ],
            swiftSettings: settings
        ),

        .target(
            name: "LoopbackServer",
            dependencies: ["CSSL", "Platform"],
            path: "Tests/LoopbackServer",
            swiftSettings: settings
        ),
        // Signs requests that it reads, for the conformance suite and the benchmark; not shipped.
        .executableTarget(
            name: "sign-requests",
            dependencies: ["SigV4", "Platform", httpTypes],
            path: "Tests/SignRequests",
            swiftSettings: settings
        ),
        // Does one piece of the function's work again and again, for Scripts/instructions; not shipped.
        .executableTarget(
            name: "workloads",
            dependencies: ["SnapAndTag", "AWSClient", "SigV4", "JSON", "Platform", httpTypes],
            path: "Tests/Workloads",
            swiftSettings: settings
        ),
        tests(of: "Platform"),
        tests(of: "SigV4", imports: ["Platform", httpTypes]),
        tests(of: "CurlHTTP", imports: ["LoopbackServer", "Platform", httpTypes]),
        tests(of: "JSON"),
        tests(
            of: "AWSClient",
            imports: ["LoopbackServer", "CurlHTTP", "SigV4", "JSON", "Platform", httpTypes, logging]
        ),
        tests(
            of: "LambdaRuntime",
            imports: ["LoopbackServer", "CurlHTTP", "JSON", "Platform", httpTypes, logging]
        ),
        tests(
            of: "SnapAndTag",
            imports: [
                "LoopbackServer", "AWSClient", "LambdaRuntime", "SigV4", "CurlHTTP", "JSON", "Platform",
                httpTypes,
                logging,
            ]
        ),
        // Run the program that is built beside them.
        .testTarget(
            name: "BootstrapTests",
            dependencies: ["LoopbackServer", "Platform"],
            swiftSettings: settings
        ),
        .testTarget(name: "TidyTests", dependencies: [], swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6]
)
