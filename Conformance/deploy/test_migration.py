"""Deploy/MIGRATING.md: what it says of the Python function and ours, side by side and one after the other.

The Python function is Conformance/chain/python_function.py, run by local-aws as python3.13.
"""

import json
import re
import unittest

import template
from case import TRUST_LAMBDA, DeployTestCase, policy
from emulator import REPOSITORY
from python_package import python_package
from stack import Stack

OLD = "old-python"
NEW = "snap-and-tag"
# As the tutorials for the Python function have it.
OLD_POLICY = policy(
    {
        "Effect": "Allow",
        "Action": ["ec2:DescribeVolumes", "ec2:CreateSnapshot", "ec2:CreateTags"],
        "Resource": "*",
    },
    {
        "Effect": "Allow",
        "Action": ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
        "Resource": "*",
    },
)
LINES = ("Received event: ", "Snapshot created with description [Autosnap-{i}-{v}]", "Tag added to EC2 instance with id: {i}")


class Migration(DeployTestCase):
    def setUp(self):
        super().setUp()
        self.topic = self.sns.create_topic(Name="launches")["TopicArn"]
        self.old_arn = self.deploy_python()
        self.old_subscription = self.subscribe_python()
        self.make_group("web", self.topic)
        self.make_group("api", self.topic)

    def deploy_python(self):
        trust, document = json.dumps(TRUST_LAMBDA), json.dumps(OLD_POLICY)
        role = self.iam.create_role(RoleName=OLD, AssumeRolePolicyDocument=trust)["Role"]["Arn"]
        self.iam.put_role_policy(RoleName=OLD, PolicyName="old", PolicyDocument=document)
        arn = self.functions.create_function(
            FunctionName=OLD,
            Role=role,
            Runtime="python3.13",
            Handler="function.handler",
            Code={"ZipFile": python_package()},
            Timeout=30,
        )["FunctionArn"]
        self.functions.get_waiter("function_active_v2").wait(FunctionName=OLD)
        self.functions.add_permission(
            FunctionName=OLD,
            StatementId="sns",
            Action="lambda:InvokeFunction",
            Principal="sns.amazonaws.com",
            SourceArn=self.topic,
        )
        return arn

    def subscribe_python(self):
        return self.sns.subscribe(TopicArn=self.topic, Protocol="lambda", Endpoint=self.old_arn)["SubscriptionArn"]

    def deploy_ours(self, **parameters):
        parameters = {"TopicArn": self.topic} | parameters
        return Stack(self.client, self.zip.read_bytes(), self.account, **parameters).create()

    def command(self, name, **values):
        """A command of the page, with its words in capitals filled in."""
        page = (REPOSITORY / "Deploy" / "MIGRATING.md").read_text(encoding="utf-8")
        found = re.search(rf"<!-- {name} -->\n```sh\n(.*?)```", page, re.DOTALL)
        self.assertIsNotNone(found, f"the page has no command named {name}")
        text = found.group(1)
        for word, value in values.items():
            self.assertIn(word, text)
            text = text.replace(word, value)
        return self.run_program("bash", "-euo", "pipefail", "-c", text, cwd=REPOSITORY)

    def makers(self, instance):
        """Who made the instance's snapshots, one word for each."""
        filters = [{"Name": "description", "Values": [f"Autosnap-{instance}-*"]}]
        found = self.ec2.describe_snapshots(OwnerIds=["self"], Filters=filters)["Snapshots"]
        created = [{t["Key"]: t["Value"] for t in s.get("Tags", [])}.get("CreatedBy", OLD) for s in found]
        return sorted(created)

    # what stays, what differs

    def test_descriptions_the_instances_tag_and_the_three_log_lines_stay(self):
        by_old = self.scale_out("web")
        self.assertSnapshotted(by_old)
        self.sns.unsubscribe(SubscriptionArn=self.old_subscription)
        self.deploy_ours()
        by_new = self.scale_out("web")
        self.assertSnapshotted(by_new)
        self.assertEqual(self.tag(by_old), self.tag(by_new))
        for function, instance in ((OLD, by_old), (NEW, by_new)):
            for line in LINES:
                for volume in self.volumes(instance):
                    text = line.format(i=instance, v=volume)
                    self.wait_for(f"{text} in {function}'s log", lambda f=function, t=text: self.says(f, t))

    def says(self, function, text):
        # A filter's phrase is in quotes, as the metric filters that people have are.
        return self.messages(function, json.dumps(text))

    def test_only_our_snapshots_have_tags(self):
        by_old = self.scale_out("web")
        self.assertSnapshotted(by_old)
        self.sns.unsubscribe(SubscriptionArn=self.old_subscription)
        self.deploy_ours()
        by_new = self.scale_out("web")
        self.assertSnapshotted(by_new)
        self.assertEqual(self.makers(by_old), [OLD, OLD])
        self.assertEqual(self.makers(by_new), ["snap-and-tag", "snap-and-tag"])

    def test_the_old_role_does_not_suffice(self):
        self.deploy_ours()
        self.sns.unsubscribe(SubscriptionArn=self.old_subscription)
        role = self.iam.get_role(RoleName=OLD)["Role"]["Arn"]
        self.functions.update_function_configuration(FunctionName=NEW, Role=role)
        self.functions.get_waiter("function_updated_v2").wait(FunctionName=NEW)
        instance = self.scale_out("web")
        refusal = '"is not authorized to perform: ec2:DescribeSnapshots"'
        self.wait_for("the refusal", lambda: self.messages(NEW, refusal))
        self.assertEqual(self.snapshots(instance), [])

    # both at once

    def test_both_on_one_topic_make_two_snapshots_of_a_volume(self):
        self.deploy_ours()
        instance = self.scale_out("web")
        # EBS may refuse the later of them, which is then tried again.
        self.wait_for("both sets", lambda: self.advance(20) or len(self.makers(instance)) == 4)
        self.assertEqual(self.makers(instance), [OLD, OLD, "snap-and-tag", "snap-and-tag"])

    def test_one_group_after_the_other_by_filters(self):
        self.deploy_ours(OnlyGroups="web")
        self.command("leave", SUBSCRIPTION=self.old_subscription, GROUP="web")
        web, api = self.scale_out("web"), self.scale_out("api")
        self.assertSnapshotted(web)
        self.assertSnapshotted(api)
        self.advance(300)
        self.assertEqual(self.makers(web), ["snap-and-tag", "snap-and-tag"])
        self.assertEqual(self.makers(api), [OLD, OLD])

        # The next group; and now the old one hears of nothing any more.
        self.take("web,api")
        self.command("leave", SUBSCRIPTION=self.old_subscription, GROUP='web", "api')
        api = self.scale_out("api")
        self.assertSnapshotted(api)
        self.advance(300)
        self.assertEqual(self.makers(api), ["snap-and-tag", "snap-and-tag"])

    def ours(self):
        found = self.sns.list_subscriptions_by_topic(TopicArn=self.topic)["Subscriptions"]
        (subscription,) = [s["SubscriptionArn"] for s in found if s["Endpoint"].endswith(f":{NEW}")]
        return subscription

    def take(self, groups):
        """What a deployment with other OnlyGroups changes."""
        resolver = template.Resolver(template.translated(), {"OnlyGroups": groups})
        self.sns.set_subscription_attributes(
            SubscriptionArn=self.ours(),
            AttributeName="FilterPolicy",
            AttributeValue=json.dumps(resolver.properties("Subscription")["FilterPolicy"]),
        )

    def test_all_at_once_and_back_again(self):
        self.deploy_ours()
        self.command("switch", OLD_SUBSCRIPTION=self.old_subscription)
        web = self.scale_out("web")
        self.assertSnapshotted(web)
        self.advance(300)
        self.assertEqual(self.makers(web), ["snap-and-tag", "snap-and-tag"])

        self.command("back", TOPIC=self.topic, OLD_FUNCTION_ARN=self.old_arn, NEW_SUBSCRIPTION=self.ours())
        api = self.scale_out("api")
        self.assertSnapshotted(api)
        self.advance(300)
        self.assertEqual(self.makers(api), [OLD, OLD])

    def test_while_nobody_listens_a_launch_can_be_caught_up_with(self):
        self.sns.unsubscribe(SubscriptionArn=self.old_subscription)
        instance = self.scale_out("web")
        self.advance(60)
        self.assertEqual(self.snapshots(instance), [])
        self.deploy_ours()
        self.command("again", FUNCTION=NEW, INSTANCE=instance)
        self.assertSnapshotted(instance)
        # A second time nothing is done.
        self.advance(60)
        self.command("again", FUNCTION=NEW, INSTANCE=instance)
        self.assertSnapshotted(instance)


if __name__ == "__main__":
    unittest.main()
