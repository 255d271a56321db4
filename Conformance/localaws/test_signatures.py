"""Whom local-aws refuses, and in whose words: botocore signs."""

import datetime
import unittest
import urllib.request
from unittest import mock

import botocore
import botocore.auth
from emulator import EmulatorTestCase


class Signatures(EmulatorTestCase):
    def test_root(self):
        identity = self.client("sts").get_caller_identity()
        self.assertEqual(identity["Arn"], "arn:aws:iam::111122223333:root")
        self.assertEqual(identity["Account"], "111122223333")

    def test_unknown_key(self):
        ec2, sts = (self.client(s, key="AKIDEXAMPLE") for s in ("ec2", "sts"))
        message = self.assertRefused("AuthFailure", 401, ec2.describe_volumes)
        self.assertEqual(message, "AWS was not able to validate the provided access credentials")
        self.assertRefused("InvalidClientTokenId", 403, sts.get_caller_identity)

    def test_wrong_secret(self):
        ec2, sts = (self.client(s, secret="guess") for s in ("ec2", "sts"))
        self.assertRefused("AuthFailure", 401, ec2.describe_volumes)
        self.assertRefused("SignatureDoesNotMatch", 403, sts.get_caller_identity)

    def test_no_signature(self):

        ec2 = self.client("ec2", signature_version=botocore.UNSIGNED)
        self.assertRefused("MissingAuthenticationToken", 403, ec2.describe_volumes)

    def test_skewed_clock(self):
        early = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(minutes=16)
        with mock.patch.object(botocore.auth, "get_current_datetime", return_value=early):
            self.assertRefused("RequestExpired", 400, self.ec2.describe_volumes)
            self.assertRefused("SignatureDoesNotMatch", 403, self.client("sts").get_caller_identity)

    def test_presigned(self):

        url = self.ec2.generate_presigned_url("describe_volumes", ExpiresIn=60, HttpMethod="GET")
        with urllib.request.urlopen(url, timeout=10) as answer:
            self.assertIn(b"<volumeSet>", answer.read())


if __name__ == "__main__":
    unittest.main()
