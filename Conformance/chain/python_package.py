"""The deployment package of the function of old: python_function.py, and boto3 with it."""

import io
import pathlib
import sysconfig
import zipfile

SOURCE = pathlib.Path(__file__).with_name("python_function.py")
# What boto3 consists of: Lambda's Python has it, that of the machine, which runs functions here, has none.
PACKAGES = ("boto3", "botocore", "s3transfer", "jmespath", "dateutil", "urllib3", "six.py")
# Of botocore's descriptions of services, what the function needs.
DATA = ("ec2/", "endpoints.json", "partitions.json", "sdk-default-configuration.json", "_retry.json")


def files_of(package):
    path = pathlib.Path(sysconfig.get_path("purelib")) / package
    for file in [path] if path.is_file() else sorted(path.rglob("*")):
        name = file.relative_to(path.parent).as_posix()
        data = name.removeprefix("botocore/data/")
        if file.is_file() and file.suffix != ".pyc" and (data == name or data.startswith(DATA)):
            yield name, file


def python_package():
    """A zip whose handler is `function.handler`."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as writer:
        writer.write(SOURCE, "function.py")
        for package in PACKAGES:
            for name, file in files_of(package):
                writer.write(file, name)
    return archive.getvalue()
