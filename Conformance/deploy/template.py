"""Deploy/sam/template.yaml, translated by AWS's own SAM translator, and its intrinsic functions resolved."""

import logging
import pathlib
import re

import boto3
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
TEMPLATE = REPOSITORY / "Deploy" / "sam" / "template.yaml"
REGION = "eu-west-1"
# Where `sam deploy` puts the zip: any address in S3 does for the translation.
UPLOADED = "s3://bucket/snap-and-tag.zip"

NO_VALUE = object()

# The translator warns of figures about itself that it collects and nobody publishes.
logging.getLogger("samtranslator").addHandler(logging.NullHandler())


def source():
    """The template as it is written."""
    return yaml_parse(TEMPLATE.read_text(encoding="utf-8"))


def translated(parameters=None):
    """The template as CloudFormation gets it, after the upload and the SAM translation."""
    template = source()
    functions = [r for r in template["Resources"].values() if r["Type"] == "AWS::Serverless::Function"]
    for function in functions:
        function["Properties"]["CodeUri"] = UPLOADED
    translator = Translator({}, Parser(), boto_session=boto3.Session(region_name=REGION))
    return translator.translate(template, parameters or {})


class Resolver:
    """Says what a translated template's expressions are with these parameters.

    References to resources are looked up in `references` (logical name to what Ref gives) and `attributes` (logical name
    and attribute to what Fn::GetAtt gives); what isn't there yet is shown as the template writes it, `${Name.Attribute}`.
    """

    def __init__(self, template, parameters=None, account="123456789012", region=REGION):
        self.template = template
        given = parameters or {}
        unknown = set(given) - set(template["Parameters"])
        if unknown:
            raise KeyError(f"the template has no parameters {sorted(unknown)}")
        self.parameters = {
            name: self._typed(definition, given.get(name, definition.get("Default")))
            for name, definition in template["Parameters"].items()
        }
        self.pseudo = {
            "AWS::AccountId": account,
            "AWS::Region": region,
            "AWS::Partition": "aws",
            "AWS::NoValue": NO_VALUE,
        }
        self.references = {}
        self.attributes = {}

    @staticmethod
    def _typed(definition, value):
        """Numbers are texts, as in CloudFormation; a list is what stands between commas."""
        if definition["Type"] == "CommaDelimitedList":
            return str(value).split(",")
        return str(value)

    def holds(self, condition):
        return self.value(self.template["Conditions"][condition])

    def resources(self):
        """The resources that are made with these parameters, by logical name."""
        return {
            name: resource
            for name, resource in self.template["Resources"].items()
            if "Condition" not in resource or self.holds(resource["Condition"])
        }

    def properties(self, name):
        return self.value(self.template["Resources"][name].get("Properties", {}))

    def value(self, expression):
        if isinstance(expression, list):
            return [v for v in map(self.value, expression) if v is not NO_VALUE]
        if not isinstance(expression, dict):
            return expression
        if len(expression) == 1:
            (function, argument), = expression.items()
            resolve = self._functions().get(function)
            if resolve:
                return resolve(argument)
        resolved = {key: self.value(member) for key, member in expression.items()}
        return {key: member for key, member in resolved.items() if member is not NO_VALUE}

    def _functions(self):
        return {
            "Ref": self._ref,
            "Condition": self.holds,
            "Fn::GetAtt": self._attribute,
            "Fn::Sub": self._substitute,
            "Fn::Join": lambda a: str(a[0]).join(map(str, self.value(a[1]))),
            "Fn::If": lambda a: self.value(a[1] if self.holds(a[0]) else a[2]),
            "Fn::Equals": lambda a: str(self.value(a[0])) == str(self.value(a[1])),
            "Fn::Not": lambda a: not self.value(a[0]),
            "Fn::And": lambda a: all(self.value(c) for c in a),
            "Fn::Or": lambda a: any(self.value(c) for c in a),
        }

    def _ref(self, name):
        for known in (self.parameters, self.pseudo, self.references):
            if name in known:
                return known[name]
        return f"${{{name}}}"

    def _attribute(self, path):
        name, attribute = path.split(".", 1) if isinstance(path, str) else path
        return self.attributes.get((name, attribute), f"${{{name}.{attribute}}}")

    def _substitute(self, argument):
        text, own = (argument, {}) if isinstance(argument, str) else argument
        own = self.value(own)

        def replacement(match):
            name = match.group(1)
            if name in own:
                return str(own[name])
            return str(self._attribute(name) if "." in name else self._ref(name))

        return re.sub(r"\$\{([^}!]+)\}", replacement, text)

    def dependencies(self, name):
        """The logical names that a resource refers to, in what holds with these parameters."""
        resource = self.template["Resources"][name]
        found = set()
        waits_for = resource.get("DependsOn", [])
        found.update([waits_for] if isinstance(waits_for, str) else waits_for)

        def walk(expression):
            if isinstance(expression, list):
                for member in expression:
                    walk(member)
            elif isinstance(expression, dict):
                if set(expression) == {"Fn::If"}:
                    condition, then, otherwise = expression["Fn::If"]
                    walk(then if self.holds(condition) else otherwise)
                    return
                for key, member in expression.items():
                    if key == "Ref":
                        found.add(member)
                    elif key == "Fn::GetAtt":
                        found.add(member.split(".")[0] if isinstance(member, str) else member[0])
                    elif key == "Fn::Sub":
                        text = member if isinstance(member, str) else member[0]
                        found.update(part.split(".")[0] for part in re.findall(r"\$\{([^}!]+)\}", text))
                        walk([] if isinstance(member, str) else member[1])
                    else:
                        walk(member)

        walk(resource.get("Properties", {}))
        return found & set(self.resources()) - {name}
