import LambdaRuntime
import Platform
import SnapAndTag
import Testing

@Suite struct `The settings` {
    @Test func `have defaults`() throws {
        #expect(try Settings(environment: [:]) == Settings())
    }

    @Test func `are read from the environment`() throws {
        let settings = try Settings(environment: [
            "SNAP_AND_TAG_CONCURRENT_CREATES": "4",
            "SNAP_AND_TAG_VISIBILITY_PATIENCE_SECONDS": "5",
            "SNAP_AND_TAG_METRICS_NAMESPACE": "Team/Snapshots",
            "SNAP_AND_TAG_REPORT_BATCH_ITEM_FAILURES": "TRUE",
        ])
        #expect(settings.concurrentCreates == 4)
        #expect(settings.visibilityPatience == .seconds(5))
        #expect(settings.metricsNamespace == "Team/Snapshots")
        #expect(settings.reportsBatchItemFailures)
    }

    @Test func `turn the metrics off with none`() throws {
        #expect(try Settings(environment: ["SNAP_AND_TAG_METRICS_NAMESPACE": "none"]).metricsNamespace == nil)
    }

    @Test(arguments: [
        ("SNAP_AND_TAG_CONCURRENT_CREATES", "0"), ("SNAP_AND_TAG_CONCURRENT_CREATES", "65"),
        ("SNAP_AND_TAG_CONCURRENT_CREATES", "many"), ("SNAP_AND_TAG_VISIBILITY_PATIENCE_SECONDS", "-1"),
        ("SNAP_AND_TAG_VISIBILITY_PATIENCE_SECONDS", "1.5"), ("SNAP_AND_TAG_METRICS_NAMESPACE", "AWS/EC2"),
        ("SNAP_AND_TAG_METRICS_NAMESPACE", "a\nb"), ("SNAP_AND_TAG_METRICS_NAMESPACE", "ä"),
        ("SNAP_AND_TAG_REPORT_BATCH_ITEM_FAILURES", "yes"),
    ])
    func `that don't parse are refused, with the variable and the accepted values`(
        variable: String,
        value: String
    ) throws {
        let error = try #require(
            #expect(throws: InvalidSetting.self) { try Settings(environment: .init([variable: value])) }
        )
        #expect(error.variable == variable && error.value == value && !error.accepted.isEmpty)
        #expect(error.errorMessage.contains(variable))
    }
}
