"""Roles, policies and sessions: what a caller's policies allow, and what local-aws says when they don't."""

import json
import unittest

from emulator import EmulatorTestCase

ACCOUNT = "111122223333"


def document(*statements, version="2012-10-17"):
    return json.dumps({"Version": version, "Statement": list(statements)})


def allow(action, resource="*", **condition):
    statement = {"Effect": "Allow", "Action": action, "Resource": resource}
    if condition:
        statement["Condition"] = condition
    return statement


def trust(**principal):
    return document({"Effect": "Allow", "Principal": principal, "Action": ["sts:AssumeRole", "sts:TagSession"]})


class IAMTestCase(EmulatorTestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.iam = cls.client("iam")

    def setUp(self):
        super().setUp()
        self.opener = None

    def role(self, name, *statements, trusted=None):
        role = self.iam.create_role(RoleName=name, AssumeRolePolicyDocument=trusted or trust(AWS=ACCOUNT))["Role"]
        if statements:
            self.iam.put_role_policy(RoleName=name, PolicyName="own", PolicyDocument=document(*statements))
        return role["Arn"]

    def user(self, name, *statements):
        """A user's key as arguments of `client`."""
        self.iam.create_user(UserName=name)
        if statements:
            self.iam.put_user_policy(UserName=name, PolicyName="own", PolicyDocument=document(*statements))
        key = self.iam.create_access_key(UserName=name)["AccessKey"]
        return {"key": key["AccessKeyId"], "secret": key["SecretAccessKey"]}

    def session(self, arn, **parameters):
        """The credentials of a session of a role, opened by a user who may open all."""
        if self.opener is None:
            self.opener = self.client("sts", **self.user("opener", allow("sts:AssumeRole")))
        return self.opener.assume_role(RoleArn=arn, RoleSessionName="test", **parameters)["Credentials"]

    def as_session(self, service, credentials):
        return self.client(
            service,
            key=credentials["AccessKeyId"],
            secret=credentials["SecretAccessKey"],
            token=credentials["SessionToken"],
        )


class Roles(IAMTestCase):
    def test_life(self):
        trusted = trust(Service="lambda.amazonaws.com")
        created = self.iam.create_role(
            RoleName="f",
            Path="/service-role/",
            AssumeRolePolicyDocument=trusted,
            Description="of the function",
            MaxSessionDuration=7200,
            Tags=[{"Key": "team", "Value": "blue"}],
        )["Role"]
        self.assertEqual(created["Arn"], f"arn:aws:iam::{ACCOUNT}:role/service-role/f")
        self.assertRegex(created["RoleId"], r"^AROA[A-Z2-7]{17}$")
        self.iam.get_waiter("role_exists").wait(RoleName="f")
        role = self.iam.get_role(RoleName="f")["Role"]
        self.assertEqual(role["AssumeRolePolicyDocument"], json.loads(trusted))
        self.assertEqual(role["Tags"], [{"Key": "team", "Value": "blue"}])
        self.assertEqual(role["RoleLastUsed"], {})

        self.iam.update_role(RoleName="f", Description="new", MaxSessionDuration=3600)
        self.assertEqual(self.iam.update_role_description(RoleName="f", Description="d")["Role"]["Description"], "d")
        self.iam.update_assume_role_policy(RoleName="f", PolicyDocument=trust(AWS=ACCOUNT))
        self.iam.tag_role(RoleName="f", Tags=[{"Key": "a", "Value": "b"}])
        self.iam.untag_role(RoleName="f", TagKeys=["team"])
        self.assertEqual(self.iam.list_role_tags(RoleName="f")["Tags"], [{"Key": "a", "Value": "b"}])
        self.assertRefused("EntityAlreadyExists", 409, self.iam.create_role, RoleName="f", AssumeRolePolicyDocument=trusted)

        self.iam.put_role_permissions_boundary(RoleName="f", PermissionsBoundary="arn:aws:iam::aws:policy/AdministratorAccess")
        boundary = self.iam.get_role(RoleName="f")["Role"]["PermissionsBoundary"]
        self.assertEqual(boundary["PermissionsBoundaryArn"], "arn:aws:iam::aws:policy/AdministratorAccess")
        self.iam.delete_role_permissions_boundary(RoleName="f")
        self.iam.delete_role(RoleName="f")
        message = self.assertRefused("NoSuchEntity", 404, self.iam.get_role, RoleName="f")
        self.assertEqual(message, "The role with name f cannot be found.")

    def test_inline_policies(self):
        self.role("f", allow("ec2:*"))
        policy = self.iam.get_role_policy(RoleName="f", PolicyName="own")["PolicyDocument"]
        self.assertEqual(policy, json.loads(document(allow("ec2:*"))))
        self.iam.put_role_policy(RoleName="f", PolicyName="more", PolicyDocument=document(allow("sns:*")))
        pages = self.iam.get_paginator("list_role_policies").paginate(RoleName="f", PaginationConfig={"PageSize": 1})
        self.assertEqual([name for page in pages for name in page["PolicyNames"]], ["more", "own"])
        self.assertRefused("DeleteConflict", 409, self.iam.delete_role, RoleName="f")
        self.iam.delete_role_policy(RoleName="f", PolicyName="own")
        self.assertRefused("NoSuchEntity", 404, self.iam.get_role_policy, RoleName="f", PolicyName="own")

    def test_malformed_policies(self):
        self.role("f")
        put = lambda text: {"RoleName": "f", "PolicyName": "p", "PolicyDocument": text}
        for text in ("{", "{}", document(), document({"Effect": "Allow", "Action": "a", "Resource": "*"})):
            self.assertRefused("MalformedPolicyDocument", 400, self.iam.put_role_policy, **put(text))
        missing = trust(AWS=f"arn:aws:iam::{ACCOUNT}:role/ghost")
        message = self.assertRefused(
            "MalformedPolicyDocument", 400, self.iam.create_role, RoleName="g", AssumeRolePolicyDocument=missing
        )
        self.assertIn("Invalid principal in policy", message)

    def test_pages(self):
        for number in range(5):
            self.role(f"r{number}")
        pages = self.iam.get_paginator("list_roles").paginate(PaginationConfig={"PageSize": 2})
        self.assertEqual([r["RoleName"] for page in pages for r in page["Roles"]], [f"r{n}" for n in range(5)])

    def test_service_linked_role(self):
        role = self.iam.create_service_linked_role(AWSServiceName="autoscaling.amazonaws.com")["Role"]
        self.assertEqual(role["RoleName"], "AWSServiceRoleForAutoScaling")
        self.assertRefused("UnmodifiableEntity", 400, self.iam.delete_role, RoleName=role["RoleName"])


class ManagedPolicies(IAMTestCase):
    def test_life(self):
        created = self.iam.create_policy(
            PolicyName="p", PolicyDocument=document(allow("ec2:*")), Description="d", Tags=[{"Key": "k", "Value": "v"}]
        )["Policy"]
        arn = created["Arn"]
        self.assertEqual(created["DefaultVersionId"], "v1")
        self.iam.get_waiter("policy_exists").wait(PolicyArn=arn)
        self.iam.create_policy_version(PolicyArn=arn, PolicyDocument=document(allow("sns:*")), SetAsDefault=True)
        versions = self.iam.get_paginator("list_policy_versions").paginate(PolicyArn=arn).build_full_result()["Versions"]
        self.assertEqual([(v["VersionId"], v["IsDefaultVersion"]) for v in versions], [("v2", True), ("v1", False)])
        version = self.iam.get_policy_version(PolicyArn=arn, VersionId="v2")["PolicyVersion"]
        self.assertEqual(version["Document"], json.loads(document(allow("sns:*"))))
        self.iam.set_default_policy_version(PolicyArn=arn, VersionId="v1")
        self.iam.delete_policy_version(PolicyArn=arn, VersionId="v2")
        self.iam.tag_policy(PolicyArn=arn, Tags=[{"Key": "x", "Value": "y"}])
        self.iam.untag_policy(PolicyArn=arn, TagKeys=["k"])
        self.assertEqual(self.iam.list_policy_tags(PolicyArn=arn)["Tags"], [{"Key": "x", "Value": "y"}])

        self.role("f")
        self.iam.attach_role_policy(RoleName="f", PolicyArn=arn)
        attached = self.iam.get_paginator("list_attached_role_policies").paginate(RoleName="f").build_full_result()
        self.assertEqual(attached["AttachedPolicies"], [{"PolicyName": "p", "PolicyArn": arn}])
        self.assertEqual(self.iam.get_policy(PolicyArn=arn)["Policy"]["AttachmentCount"], 1)
        entities = self.iam.list_entities_for_policy(PolicyArn=arn)
        self.assertEqual([r["RoleName"] for r in entities["PolicyRoles"]], ["f"])
        self.assertRefused("DeleteConflict", 409, self.iam.delete_policy, PolicyArn=arn)
        self.iam.detach_role_policy(RoleName="f", PolicyArn=arn)
        self.iam.delete_policy(PolicyArn=arn)
        self.assertRefused("NoSuchEntity", 404, self.iam.get_policy, PolicyArn=arn)

    def test_lists(self):
        arn = self.iam.create_policy(PolicyName="p", PolicyDocument=document(allow("ec2:*")))["Policy"]["Arn"]
        listed = lambda **parameters: {
            policy["Arn"]
            for page in self.iam.get_paginator("list_policies").paginate(**parameters)
            for policy in page["Policies"]
        }
        self.assertEqual(listed(Scope="Local"), {arn})
        self.assertIn("arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole", listed(Scope="AWS"))


class InstanceProfiles(IAMTestCase):
    def test_life(self):
        self.role("f")
        profile = self.iam.create_instance_profile(InstanceProfileName="p")["InstanceProfile"]
        self.assertRegex(profile["InstanceProfileId"], r"^AIPA")
        self.assertEqual(profile["Roles"], [])
        self.iam.get_waiter("instance_profile_exists").wait(InstanceProfileName="p")
        self.iam.add_role_to_instance_profile(InstanceProfileName="p", RoleName="f")
        roles = self.iam.get_instance_profile(InstanceProfileName="p")["InstanceProfile"]["Roles"]
        self.assertEqual([role["RoleName"] for role in roles], ["f"])
        self.assertEqual(len(self.iam.list_instance_profiles()["InstanceProfiles"]), 1)
        self.assertEqual(len(self.iam.list_instance_profiles_for_role(RoleName="f")["InstanceProfiles"]), 1)
        self.assertRefused("DeleteConflict", 409, self.iam.delete_role, RoleName="f")
        self.iam.remove_role_from_instance_profile(InstanceProfileName="p", RoleName="f")
        self.iam.delete_instance_profile(InstanceProfileName="p")
        self.iam.delete_role(RoleName="f")


class Users(IAMTestCase):
    def test_life(self):
        user = self.user("ann", allow("iam:ListAccessKeys"))
        self.iam.get_waiter("user_exists").wait(UserName="ann")
        arn = self.iam.get_user(UserName="ann")["User"]["Arn"]
        self.assertEqual(self.client("sts", **user).get_caller_identity()["Arn"], arn)
        own = self.client("iam", **user)
        self.assertEqual(own.list_access_keys()["AccessKeyMetadata"][0]["AccessKeyId"], user["key"])
        self.assertRefused("AccessDenied", 403, own.list_users)
        self.assertRefused("AccessDenied", 403, own.get_user)
        self.assertEqual(self.iam.get_user()["User"]["Arn"], f"arn:aws:iam::{ACCOUNT}:root")
        self.assertEqual([u["UserName"] for u in self.iam.list_users()["Users"]], ["ann"])

        managed = "arn:aws:iam::aws:policy/AmazonEC2ReadOnlyAccess"
        self.iam.attach_user_policy(UserName="ann", PolicyArn=managed)
        self.client("ec2", **user).describe_volumes()
        self.assertEqual(len(self.iam.list_attached_user_policies(UserName="ann")["AttachedPolicies"]), 1)
        self.iam.detach_user_policy(UserName="ann", PolicyArn=managed)
        self.iam.put_user_permissions_boundary(UserName="ann", PermissionsBoundary=managed)
        self.assertRefused("AccessDenied", 403, own.list_access_keys)
        self.iam.delete_user_permissions_boundary(UserName="ann")
        self.iam.tag_user(UserName="ann", Tags=[{"Key": "a", "Value": "b"}])
        self.assertEqual(len(self.iam.list_user_tags(UserName="ann")["Tags"]), 1)
        self.iam.untag_user(UserName="ann", TagKeys=["a"])

        self.iam.update_access_key(UserName="ann", AccessKeyId=user["key"], Status="Inactive")
        self.assertRefused("InvalidClientTokenId", 403, self.client("sts", **user).get_caller_identity)
        self.iam.delete_access_key(UserName="ann", AccessKeyId=user["key"])
        self.assertEqual(self.iam.list_user_policies(UserName="ann")["PolicyNames"], ["own"])
        self.iam.get_user_policy(UserName="ann", PolicyName="own")
        self.iam.delete_user_policy(UserName="ann", PolicyName="own")
        self.assertEqual(self.iam.list_groups_for_user(UserName="ann")["Groups"], [])
        self.assertEqual(self.iam.list_mfa_devices(UserName="ann")["MFADevices"], [])
        self.assertEqual(self.iam.list_virtual_mfa_devices()["VirtualMFADevices"], [])
        self.assertEqual(self.iam.list_ssh_public_keys(UserName="ann")["SSHPublicKeys"], [])
        self.assertEqual(self.iam.list_signing_certificates(UserName="ann")["Certificates"], [])
        passwords = self.iam.list_service_specific_credentials(UserName="ann")
        self.assertEqual(passwords["ServiceSpecificCredentials"], [])
        self.assertRefused("NoSuchEntity", 404, self.iam.get_login_profile, UserName="ann")
        self.assertRefused("NoSuchEntity", 404, self.iam.delete_login_profile, UserName="ann")
        self.iam.delete_user(UserName="ann")


class Sessions(IAMTestCase):
    def test_identity(self):
        arn = self.role("f", allow("ec2:DescribeVolumes"))
        credentials = self.session(arn, DurationSeconds=900)
        sts = self.as_session("sts", credentials)
        self.assertEqual(sts.get_caller_identity()["Arn"], f"arn:aws:sts::{ACCOUNT}:assumed-role/f/test")
        self.as_session("ec2", credentials).describe_volumes()
        self.advance(900)
        self.assertRefused("ExpiredToken", 403, sts.get_caller_identity)
        self.assertRefused("RequestExpired", 400, self.as_session("ec2", credentials).describe_volumes)

    def test_root_assumes_no_role(self):
        arn = self.role("f")
        message = self.assertRefused(
            "AccessDenied", 403, self.client("sts").assume_role, RoleArn=arn, RoleSessionName="test"
        )
        self.assertEqual(message, "Roles may not be assumed by root accounts.")

    def test_trust(self):
        arn = self.role("f", trusted=trust(Service="lambda.amazonaws.com"))
        with self.assertRaises(self.client("sts").exceptions.ClientError) as caught:
            self.session(arn)
        self.assertEqual(caught.exception.response["Error"]["Code"], "AccessDenied")

    def test_session_policy(self):
        credentials = self.session(
            self.role("f", allow("ec2:*")), Policy=document(allow("ec2:DescribeVolumes"))
        )
        ec2 = self.as_session("ec2", credentials)
        ec2.describe_volumes()
        self.assertRefused("UnauthorizedOperation", 403, ec2.describe_snapshots)

    def test_session_token(self):
        token = self.client("sts").get_session_token()["Credentials"]
        self.as_session("ec2", token).describe_volumes()
        info = self.client("sts").get_access_key_info(AccessKeyId=token["AccessKeyId"])
        self.assertEqual(info["Account"], ACCOUNT)


class Authorisation(IAMTestCase):
    STATEMENTS = {
        "describe_volumes": allow("ec2:DescribeVolumes"),
        "describe_snapshots": allow("ec2:DescribeSnapshots"),
        "create_snapshot": allow(
            "ec2:CreateSnapshot", [f"arn:aws:ec2:*:{ACCOUNT}:volume/*", "arn:aws:ec2:*::snapshot/*"]
        ),
        "create_tags": allow(
            "ec2:CreateTags", f"arn:aws:ec2:*:{ACCOUNT}:instance/*", StringEquals={"ec2:ResourceTag/team": "blue"}
        ),
    }

    def test_a_missing_statement_refuses_that_call_only(self):
        for missing in (None, *self.STATEMENTS):
            with self.subTest(missing=missing):
                self.control("POST", "reset")
                self.opener = None
                arn = self.role("f", *(s for name, s in self.STATEMENTS.items() if name != missing))
                ec2 = self.as_session("ec2", self.session(arn))
                instance = self.launch(
                    TagSpecifications=[{"ResourceType": "instance", "Tags": [{"Key": "team", "Value": "blue"}]}]
                )
                calls = {
                    "describe_volumes": {},
                    "describe_snapshots": {"OwnerIds": ["self"]},
                    "create_snapshot": {"VolumeId": self.volume()},
                    "create_tags": {"Resources": [instance], "Tags": [{"Key": "Snapshots", "Value": "Created"}]},
                }
                for name, parameters in calls.items():
                    call = getattr(ec2, name)
                    if name == missing:
                        self.assertRefused("UnauthorizedOperation", 403, call, **parameters)
                    else:
                        call(**parameters)

    def test_encoded_message(self):
        ec2 = self.as_session("ec2", self.session(self.role("f", allow("sts:DecodeAuthorizationMessage"))))
        message = self.assertRefused("UnauthorizedOperation", 403, ec2.create_snapshot, VolumeId=self.volume())
        self.assertTrue(message.startswith("You are not authorized to perform this operation. User: arn:aws:sts::"))
        text, encoded = message.split(" Encoded authorization failure message: ")
        decoded = json.loads(
            self.client("sts").decode_authorization_message(EncodedMessage=encoded)["DecodedMessage"]
        )
        self.assertFalse(decoded["allowed"])
        self.assertEqual(decoded["context"]["action"], "ec2:CreateSnapshot")

    def test_dry_run(self):
        ec2 = self.as_session("ec2", self.session(self.role("f", allow("ec2:CreateSnapshot"))))
        volume = self.volume()
        self.assertRefused("DryRunOperation", 412, ec2.create_snapshot, VolumeId=volume, DryRun=True)
        self.assertRefused("UnauthorizedOperation", 403, ec2.delete_volume, VolumeId=volume, DryRun=True)

    def test_simulation(self):
        arn = self.role("f", allow("ec2:*"), {"Effect": "Deny", "Action": "ec2:DeleteSnapshot", "Resource": "*"})
        actions = ["ec2:CreateSnapshot", "ec2:DeleteSnapshot", "sns:Publish"]
        pages = self.iam.get_paginator("simulate_principal_policy").paginate(
            PolicySourceArn=arn, ActionNames=actions, PaginationConfig={"PageSize": 2}
        )
        results = [result["EvalDecision"] for page in pages for result in page["EvaluationResults"]]
        self.assertEqual(results, ["allowed", "explicitDeny", "implicitDeny"])
        custom = self.iam.simulate_custom_policy(
            PolicyInputList=[document(allow("ec2:*", Bool={"aws:SecureTransport": "true"}))],
            ActionNames=["ec2:CreateSnapshot"],
        )["EvaluationResults"][0]
        self.assertEqual(custom["EvalDecision"], "implicitDeny")
        self.assertEqual(custom["MissingContextValues"], ["aws:SecureTransport"])


if __name__ == "__main__":
    unittest.main()
