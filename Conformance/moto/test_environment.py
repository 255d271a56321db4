import json
import socket
import tempfile
from pathlib import Path

from case import CloudTestCase
from events import launch
from program import Run
from world import REGION, World, client

NO_KEYS = {"AWS_ACCESS_KEY_ID": None, "AWS_SECRET_ACCESS_KEY": None, "AWS_SESSION_TOKEN": None}
FILE_KEY = "AKIAFROMTHEFILE00000"
FILE_SECRET = "File/Secret+Key/NeverToBeShown/000000000"
FILE_KEYS = f"aws_access_key_id = {FILE_KEY}\naws_secret_access_key = {FILE_SECRET}\n"
ROLE = "arn:aws:iam::222222222222:role/snap-and-tag"


class EnvironmentTestCase(CloudTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.program.secrets.add(FILE_SECRET)
        home = tempfile.TemporaryDirectory()
        self.addCleanup(home.cleanup)
        self.home = Path(home.name)
        (self.home / ".aws").mkdir()

    def configure(self, config: str = "", credentials: str = "") -> None:
        (self.home / ".aws" / "config").write_text(config)
        (self.home / ".aws" / "credentials").write_text(credentials)

    def assertKeyUsed(self, run: Run, access_key: str) -> None:
        self.assertEqual({request.access_key for request in run.requests if request.service == "ec2"}, {access_key})


class Credentials(EnvironmentTestCase):
    def test_from_the_environment_are_used_with_their_session_token(self):
        instance = self.world.launch()
        run = self.program.handle(
            launch(instance.id),
            AWS_ACCESS_KEY_ID="ASIAFROMENVIRONMENT0",
            AWS_SECRET_ACCESS_KEY="Environment/Secret+Key/NeverToBeShown/00",
            AWS_SESSION_TOKEN="Environment/Token+NeverToBeShown==",
        )
        self.assertDone(run)
        self.assertKeyUsed(run, "ASIAFROMENVIRONMENT0")
        self.assertEqual({request.session_token for request in run.requests}, {"Environment/Token+NeverToBeShown=="})

    def test_come_from_the_shared_file_in_the_home_directory(self):
        instance = self.world.launch(volumes=2)
        self.configure(credentials=f"[default]\n{FILE_KEYS}")
        run = self.program.handle(launch(instance.id), HOME=str(self.home), **NO_KEYS)
        self.assertDone(run)
        self.assertSnapshotted(instance)
        self.assertKeyUsed(run, FILE_KEY)
        self.assertEqual({request.session_token for request in run.requests}, {None})

    def test_come_from_the_named_profile_with_its_region_and_its_endpoint(self):
        instance = self.world.launch(volumes=2)
        self.configure(
            config=f"[profile größe]\nregion = {REGION}\nservices = here\n"
            f"[services here]\nec2 =\n  endpoint_url = {self.server.url}\n",
            credentials=f"[default]\naws_access_key_id = AKIAWRONG\naws_secret_access_key = wrong\n"
            f"[größe]\n{FILE_KEYS}",
        )
        elsewhere = {"AWS_REGION": None, "AWS_ENDPOINT_URL": None}
        run = self.program.handle(
            launch(instance.id), HOME=str(self.home), AWS_PROFILE="größe", **NO_KEYS, **elsewhere
        )
        self.assertDone(run)
        self.assertSnapshotted(instance)
        self.assertKeyUsed(run, FILE_KEY)

    def test_come_from_files_that_the_environment_names(self):
        instance = self.world.launch()
        (self.home / "keys").write_text(f"[default]\n{FILE_KEYS}")
        run = self.program.handle(
            launch(instance.id), AWS_SHARED_CREDENTIALS_FILE=str(self.home / "keys"), **NO_KEYS
        )
        self.assertDone(run)
        self.assertKeyUsed(run, FILE_KEY)

    def test_come_from_a_process(self):
        instance = self.world.launch()
        answer = {"Version": 1, "AccessKeyId": FILE_KEY, "SecretAccessKey": FILE_SECRET}
        (self.home / "answer.json").write_text(json.dumps(answer))
        self.configure(config=f"[default]\ncredential_process = cat '{self.home}/answer.json'\n")
        run = self.program.handle(launch(instance.id), HOME=str(self.home), **NO_KEYS)
        self.assertDone(run)
        self.assertKeyUsed(run, FILE_KEY)

    def test_come_from_the_instance_metadata(self):
        instance = self.world.launch()
        self.program.secrets.update({"test-secret-key", "test-session-token", "fake-imdsv2-token"})
        metadata = {"AWS_EC2_METADATA_DISABLED": None, "AWS_EC2_METADATA_SERVICE_ENDPOINT": self.server.url}
        run = self.program.handle(launch(instance.id), **NO_KEYS, **metadata)
        self.assertDone(run)
        self.assertSnapshotted(instance)
        self.assertKeyUsed(run, "test-key")
        self.assertEqual(run.requests[0].path, "/latest/api/token")


class ARole(EnvironmentTestCase):
    def setUp(self) -> None:
        super().setUp()
        sts = client("sts", self.server.url, REGION, aws_access_key_id="test", aws_secret_access_key="test")
        # moto puts what is made with the role's credentials into the role's account.
        made = sts.assume_role(RoleArn=ROLE, RoleSessionName="test")["Credentials"]
        self.home_world = self.world
        self.world = World(
            self.server.url,
            aws_access_key_id=made["AccessKeyId"],
            aws_secret_access_key=made["SecretAccessKey"],
            aws_session_token=made["SessionToken"],
        )

    def test_of_another_account_is_assumed_with_the_source_profile(self):
        instance = self.world.launch(volumes=2)
        self.configure(
            config=f"[profile snap]\nrole_arn = {ROLE}\nsource_profile = base\n", credentials=f"[base]\n{FILE_KEYS}"
        )
        run = self.program.handle(launch(instance.id), HOME=str(self.home), AWS_PROFILE="snap", **NO_KEYS)
        self.assertDone(run)
        self.assertSnapshotted(instance)
        self.assertEqual(self.home_world.snapshots(), [])
        self.assertEqual([request.action for request in run.requests if request.service == "sts"], ["AssumeRole"])
        self.assertEqual(run.requests[0].access_key, FILE_KEY)

    def test_is_assumed_with_a_web_identity(self):
        instance = self.world.launch(volumes=2)
        self.program.secrets.add("web.identity.NeverToBeShown")
        (self.home / "token").write_text("web.identity.NeverToBeShown")
        run = self.program.handle(
            launch(instance.id),
            AWS_WEB_IDENTITY_TOKEN_FILE=str(self.home / "token"),
            AWS_ROLE_ARN=ROLE,
            **NO_KEYS,
        )
        self.assertDone(run)
        self.assertSnapshotted(instance)
        self.assertEqual(run.actions.count("AssumeRoleWithWebIdentity"), 1)


class MissingCredentials(EnvironmentTestCase):
    def test_are_told_with_everybody_who_was_asked_and_what_each_said(self):
        run = self.program.handle(launch("i-0123456789abcdef0"), HOME=str(self.home), **NO_KEYS)
        self.assertFailed(run, "No AWS credentials", "AWS_ACCESS_KEY_ID is not set", f"{self.home}/.aws/credentials")
        self.assertFailed(run, "AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_EC2_METADATA_DISABLED is true")
        self.assertEqual(run.requests, [])

    def test_are_told_with_the_metadata_service_that_did_not_answer(self):
        address = f"http://127.0.0.1:{closed_port()}"
        metadata = {"AWS_EC2_METADATA_DISABLED": None, "AWS_EC2_METADATA_SERVICE_ENDPOINT": address}
        run = self.program.handle(launch("i-0123456789abcdef0"), **NO_KEYS, **metadata)
        self.assertFailed(run, "No AWS credentials", address)

    def test_of_which_half_is_there_are_told_by_the_missing_half(self):
        run = self.program.handle(launch("i-0123456789abcdef0"), AWS_SECRET_ACCESS_KEY=None)
        self.assertFailed(run, "AWS_ACCESS_KEY_ID is there, but AWS_SECRET_ACCESS_KEY is missing")
        run = self.program.handle(launch("i-0123456789abcdef0"), AWS_ACCESS_KEY_ID=None)
        self.assertFailed(run, "AWS_ACCESS_KEY_ID")
        self.assertEqual(run.requests, [])

    def test_of_a_profile_that_does_not_exist_are_told_by_its_name(self):
        run = self.program.handle(launch("i-0123456789abcdef0"), AWS_PROFILE="nowhere", HOME=str(self.home))
        self.assertFailed(run, "AWS_PROFILE", "'nowhere'", f"{self.home}/.aws/config")

    def test_that_the_process_should_give_are_told_by_what_it_did(self):
        # Not by what it says: that may hold a secret.
        self.program.secrets.add("NeverToBeShown")
        self.configure(config="[default]\ncredential_process = sh -c 'echo NeverToBeShown >&2; exit 3'\n")
        run = self.program.handle(launch("i-0123456789abcdef0"), HOME=str(self.home), **NO_KEYS)
        self.assertFailed(run, "credential_process 'sh': it ended with status 3")


class TheRegion(EnvironmentTestCase):
    def test_may_come_from_the_older_variable_or_the_profile(self):
        instance = self.world.launch()
        self.configure(config=f"[default]\nregion = {REGION}\n")
        for name, change in {
            "variable": {"AWS_DEFAULT_REGION": REGION},
            "profile": {"HOME": str(self.home)},
        }.items():
            with self.subTest(name):
                run = self.program.handle(launch(instance.id), AWS_REGION=None, **change)
                self.assertDone(run)
                self.assertEqual({request.region for request in run.requests}, {REGION})

    def test_that_is_missing_is_told_with_everywhere_it_was_looked_for(self):
        run = self.program.handle(launch("i-0123456789abcdef0"), AWS_REGION=None, HOME=str(self.home))
        self.assertFailed(run, "region", "AWS_REGION", "AWS_DEFAULT_REGION", f"{self.home}/.aws/config")
        self.assertEqual(run.requests, [])

    def test_that_is_none_is_refused(self):
        for region in ("not a region!", "eu-west-1/../x", "eu-west-1\nx"):
            with self.subTest(region):
                run = self.program.handle(launch("i-0123456789abcdef0"), AWS_REGION=region)
                self.assertFailed(run, "AWS_REGION")
                self.assertEqual(run.requests, [])


class TheEndpoint(EnvironmentTestCase):
    def test_of_ec2_alone_comes_before_the_one_for_all(self):
        instance = self.world.launch()
        run = self.program.handle(
            launch(instance.id), AWS_ENDPOINT_URL_EC2=self.server.url, AWS_ENDPOINT_URL="http://nowhere.invalid"
        )
        self.assertDone(run)

    def test_that_is_no_url_is_refused_with_an_example(self):
        for address in ("not a url", "127.0.0.1:5000", "ftp://127.0.0.1/", "http://", "http://127.0.0.1:99999"):
            with self.subTest(address):
                run = self.program.handle(launch("i-0123456789abcdef0"), AWS_ENDPOINT_URL=address)
                self.assertFailed(run, "AWS_ENDPOINT_URL: ", "looks like https://")

    def test_with_a_password_is_refused_without_showing_it(self):
        self.program.secrets.add("NeverToBeShown")
        run = self.program.handle(
            launch("i-0123456789abcdef0"), AWS_ENDPOINT_URL="http://user:NeverToBeShown@127.0.0.1:1/"
        )
        self.assertFailed(run, "AWS_ENDPOINT_URL")

    def test_where_nobody_listens_is_told(self):
        address = f"http://127.0.0.1:{closed_port()}"
        run = self.program.handle(launch("i-0123456789abcdef0"), AWS_ENDPOINT_URL=address, AWS_MAX_ATTEMPTS="1")
        self.assertFailed(run, "ec2:Describe", f"No answer from {address}", "connect")

    def test_whose_name_does_not_resolve_is_told(self):
        run = self.program.handle(
            launch("i-0123456789abcdef0"), AWS_ENDPOINT_URL="http://ec2.invalid", AWS_MAX_ATTEMPTS="1"
        )
        self.assertFailed(run, "Could not resolve host: ec2.invalid")

    def test_that_speaks_no_tls_is_told(self):
        address = self.server.url.replace("http:", "https:")
        run = self.program.handle(launch("i-0123456789abcdef0"), AWS_ENDPOINT_URL=address, AWS_MAX_ATTEMPTS="1")
        self.assertFailed(run, f"No answer from {address}", "tls")

    def test_that_answers_with_a_page_is_told_by_how_the_page_begins(self):
        # moto answers what it doesn't know with a page; its dashboard is one that needs no mistake.
        run = self.program.handle(launch("i-0123456789abcdef0"), AWS_ENDPOINT_URL=f"{self.server.url}/moto-api/")
        self.assertFailed(run, "ec2:Describe", "HTTP 200", "<!DOCTYPE html>")


class ASetting(EnvironmentTestCase):
    def test_that_cannot_be_understood_is_told_with_what_would_be(self):
        for name, value, accepted in [
            ("SNAP_AND_TAG_CONCURRENT_CREATES", "0", "from 1 to 64"),
            ("SNAP_AND_TAG_CONCURRENT_CREATES", "many", "from 1 to 64"),
            ("SNAP_AND_TAG_VISIBILITY_PATIENCE_SECONDS", "-1", "from 0 to 600"),
            ("SNAP_AND_TAG_METRICS_NAMESPACE", "AWS/EC2", "not beginning with AWS/"),
            ("SNAP_AND_TAG_REPORT_BATCH_ITEM_FAILURES", "maybe", "true or false"),
            ("AWS_MAX_ATTEMPTS", "many", "a whole number"),
            ("AWS_RETRY_MODE", "wild", "standard"),
            ("AWS_USE_FIPS_ENDPOINT", "perhaps", "true or false"),
        ]:
            with self.subTest(name, value=value):
                run = self.program.handle(launch("i-0123456789abcdef0"), **{name: value})
                self.assertFailed(run, name, value, accepted)
                self.assertEqual(run.requests, [])

    def test_of_the_log_that_cannot_be_understood_costs_only_a_warning(self):
        instance = self.world.launch()
        run = self.program.handle(launch(instance.id), AWS_LAMBDA_LOG_LEVEL="LOUD")
        self.assertDone(run)
        self.assertIn("AWS_LAMBDA_LOG_LEVEL", run.errors)


def closed_port() -> int:
    """A port of 127.0.0.1 on which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]
