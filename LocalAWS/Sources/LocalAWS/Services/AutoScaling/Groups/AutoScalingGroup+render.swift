/// A group in a describe call.
extension AutoScalingGroup {
    func render(includingInstances: Bool, to xml: inout OutputWriter) {
        xml.text("AutoScalingGroupName", name)
        xml.text("AutoScalingGroupARN", arn)
        settings.render(to: &xml)
        xml.texts("LoadBalancerNames", [])
        xml.texts("TargetGroupARNs", [])
        xml.list("TrafficSources", of: [String]()) { _, _ in }
        xml.list("Instances", of: includingInstances ? memberList : []) {
            $1.render(health: $1.healthStatus, to: &$0)
        }
        xml.moment("CreatedTime", createdTime)
        xml.list("SuspendedProcesses", of: suspensions.sorted { $0.key.rawValue < $1.key.rawValue }) {
            $0.text("ProcessName", $1.key.rawValue)
            $0.text("SuspensionReason", $1.value)
        }
        xml.list("EnabledMetrics", of: enabledMetrics.sorted { $0.rawValue < $1.rawValue }) {
            $0.text("Metric", $1.rawValue)
            $0.text("Granularity", GroupMetric.granularity)
        }
        xml.text("Status", isDeleting ? "Delete in progress" : nil)
        xml.list("Tags", of: tags) { $1.render(of: name, to: &$0) }
    }
}

extension GroupSettings {
    fileprivate func render(to xml: inout OutputWriter) {
        source.render(to: &xml)
        xml.number("MinSize", minimumSize)
        xml.number("MaxSize", maximumSize)
        xml.number("DesiredCapacity", desiredCapacity)
        xml.number("DefaultCooldown", defaultCooldown)
        xml.texts("AvailabilityZones", zones)
        xml.text("HealthCheckType", healthCheckType)
        xml.number("HealthCheckGracePeriod", healthCheckGracePeriod)
        xml.text("VPCZoneIdentifier", subnetIDs.joined(separator: ","))
        xml.texts("TerminationPolicies", terminationPolicies.map(\.rawValue))
        xml.boolean("NewInstancesProtectedFromScaleIn", protectsNewInstances)
        xml.text("ServiceLinkedRoleARN", serviceLinkedRoleARN)
        xml.boolean("CapacityRebalance", capacityRebalance)
        xml.text("Context", context)
        xml.number("DefaultInstanceWarmup", defaultInstanceWarmup)
        xml.text("DeletionProtection", deletionProtection.rawValue)
        xml.structure("AvailabilityZoneDistribution") {
            $0.text("CapacityDistributionStrategy", zoneDistribution.rawValue)
        }
    }
}
