"""Functions that do what they shouldn't, deployed as anybody would: each harms its own invocation only."""

import pathlib
import signal
import time
import unittest

from test_lambda import LambdaTestCase, package

HANDLER = """
import http.client, os, shutil, subprocess, sys, time

def handler(event, context):
    return globals()[event.get("deed", "behave")](context)

def behave(context):
    return "well"

def flood(context):
    for _ in range(20_000):
        print("x" * 1_000)
    return "flooded"

def hang(context):
    time.sleep(600)

def leave(context):
    os._exit(3)

def fork(context):
    child = subprocess.Popen(["sleep", "600"], start_new_session=True, stdout=subprocess.DEVNULL)
    return [os.getpid(), child.pid]

def fill(context):
    return "x" * (7 << 20)

def hoard(context):
    loot = bytearray(os.urandom(1 << 20) * 200)
    time.sleep(5)
    return len(loot)

def write(context):
    try:
        with open("/tmp/loot-%d" % os.getpid(), "wb") as file:
            os.unlink(file.name)
            file.truncate(513 << 20)
    except OSError as error:
        return error.strerror
    return "no limit"

def breed(context):
    hoards = [subprocess.Popen([sys.executable, "-c", "import os, time; h = os.urandom(70 << 20); time.sleep(60)"],
        start_new_session=True) for _ in range(2)]
    time.sleep(60)

def vandalise(context):
    try:
        os.chmod(__file__, 0o666)
        with open(__file__, "w") as file:
            file.write("def handler(event, context): return 'vandalised'")
    except OSError as error:
        print(error)
    shutil.rmtree(os.path.dirname(os.path.dirname(__file__)), ignore_errors=True)
    os._exit(1)

def answer(context):
    api = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
    api.request("POST", "/2018-06-01/runtime/invocation/%s/response" % context.aws_request_id, '"first"')
    api.getresponse().read()
    return "second"
"""


def is_gone(process_id):
    """Whether a process ends within ten seconds; what nobody has reaped yet has ended."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        try:
            status = pathlib.Path(f"/proc/{process_id}/status").read_text()
        except FileNotFoundError:
            return True
        if "State:\tZ" in status:
            return True
        time.sleep(0.05)
    return False


class HostileFunctions(LambdaTestCase):
    def setUp(self):
        super().setUp()
        code = {"ZipFile": package(app__py=HANDLER)}
        self.function("hostile", Code=code, Timeout=10)
        self.function("good", Code=code, Timeout=10)

    def do(self, deed):
        """What comes of it. Afterwards it is as good as before, as is every other function."""
        outcome = self.invoke("hostile", {"deed": deed})
        for name in ("hostile", "good"):
            self.assertEqual(self.invoke(name)[1], "well")
        return outcome

    def assertFailed(self, outcome, error_type):
        answer, error = outcome
        self.assertEqual((answer["StatusCode"], answer["FunctionError"]), (200, "Unhandled"))
        self.assertEqual(error["errorType"], error_type)

    def test_flooding_the_log(self):
        self.assertEqual(self.do("flood")[1], "flooded")

    def test_never_answering(self):
        self.lambda_.update_function_configuration(FunctionName="hostile", Timeout=1)
        self.lambda_.get_waiter("function_updated_v2").wait(FunctionName="hostile")
        self.assertFailed(self.do("hang"), "Sandbox.Timedout")

    def test_exiting(self):
        self.assertFailed(self.do("leave"), "Runtime.ExitError")

    def test_answering_too_much(self):
        self.assertFailed(self.do("fill"), "Function.ResponseSizeTooLarge")

    def test_taking_too_much_memory(self):
        outcome = self.do("hoard")
        self.assertFailed(outcome, "Runtime.OutOfMemory")
        self.assertIn("signal: killed", outcome[1]["errorMessage"])

    def test_taking_too_much_memory_in_children(self):
        self.assertFailed(self.do("breed"), "Runtime.OutOfMemory")

    def test_spoiling_the_code(self):
        self.function("other", Code={"ZipFile": package(app__py=HANDLER)})
        outcome = self.invoke("hostile", {"deed": "vandalise"})
        self.assertFailed(outcome, "Runtime.ExitError")
        self.assertEqual(self.invoke("other")[1], "well")

    def test_writing_too_much(self):
        self.assertEqual(self.do("write")[1], "File too large")

    def test_answering_twice(self):
        self.assertEqual(self.do("answer")[1], "first")

    def test_forking(self):
        _, processes = self.do("fork")
        self.lambda_.delete_function(FunctionName="hostile")
        for process in processes:
            self.assertTrue(is_gone(process), f"{process} is left")


class Interruption(LambdaTestCase):
    def test_ctrl_c_leaves_no_process_behind(self):
        self.function("hostile", Code={"ZipFile": package(app__py=HANDLER)}, Timeout=60)
        _, processes = self.invoke("hostile", {"deed": "fork"})
        self.invoke("hostile", {"deed": "hang"}, InvocationType="Event")
        self.eventually("the function runs", lambda: self.client("lambda").list_functions()["Functions"])
        self.process.send_signal(signal.SIGINT)
        self.assertEqual(self.process.wait(timeout=10), 0)
        for process in processes:
            self.assertTrue(is_gone(process), f"{process} is left")


class Freezing(LambdaTestCase):
    OPTIONS = ("--freeze",)

    def test_a_function_is_stopped_until_its_next_event(self):
        self.function("f", Code={"ZipFile": package(app__py=HANDLER)}, Timeout=10)
        _, (process, child) = self.invoke("f", {"deed": "fork"})
        status = pathlib.Path(f"/proc/{process}/status")
        self.eventually("it is stopped", lambda: "State:\tT" in status.read_text())
        self.assertEqual(self.invoke("f")[1], "well")
        _, (again, _) = self.invoke("f", {"deed": "fork"})
        self.assertEqual(again, process)


if __name__ == "__main__":
    unittest.main()
