internal import Platform

extension CloudState {
    /// Has an alarm become what it is to become, and does what is to be done then.
    mutating func carryOut(_ transition: AlarmTransition, _ context: inout ActionContext) {
        let alarm = transition.alarm
        let condition = transition.condition
        withRegion(context.region) { region in
            region.cloudWatch.updateAlarm(alarm.name) {
                $0.condition = condition
                $0.isAsleep = false
            }
            region.cloudWatch.note(.state(transition))
        }
        context.note(
            "monitoring",
            "alarm \(alarm.name) went from \(alarm.condition.state.rawValue) to \(condition.state.rawValue)"
        )
        if alarm.areActionsEnabled {
            for target in alarm.actions[condition.state] ?? [] { act(transition, on: target, &context) }
        }
        let message = AlarmMessage(transition, context)
        putEvent(
            BusEvent(
                source: "aws.cloudwatch",
                detailType: "CloudWatch Alarm State Change",
                detail: message.eventDetail,
                resources: [alarm.arn(context)]
            ),
            &context
        )
    }

    private mutating func act(
        _ transition: AlarmTransition,
        on target: String,
        _ context: inout ActionContext
    ) {
        let message = AlarmMessage(transition, context)
        let isFunction = ARN(target)?.service == "lambda"
        let isPolicy = ARN(target)?.service == "autoscaling"
        let delivery = Delivery(
            servicePrincipal: isFunction
                ? "lambda.alarms.cloudwatch.amazonaws.com" : "cloudwatch.amazonaws.com",
            sourceARN: transition.alarm.arn(context),
            target: target,
            payload: isFunction ? message.invocation.json : message.notification.json,
            subject: isFunction ? nil : message.subject
        )
        let outcome = isPolicy ? scale(message, byPolicy: target, &context) : deliver(delivery, &context)
        let now = context.now
        withRegion(context.region) {
            $0.cloudWatch.note(.action(transition.alarm, target, outcome, at: now))
        }
    }

    private mutating func scale(
        _ message: AlarmMessage,
        byPolicy target: String,
        _ context: inout ActionContext
    ) -> Delivery.Outcome {
        scale(byPolicy: target, message.scalingAlarm, &context)
            ? .accepted : .refused("there is no such policy, or it changed nothing")
    }
}
