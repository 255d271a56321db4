#!/usr/bin/env python3
"""Writes endpoints.tsv: where botocore's endpoint rules send the services that the client speaks to.

Every region of botocore's partitions is a row, and some that don't exist (yet), times FIPS, times dual-stack.
Columns: service, region, FIPS, dual-stack, URL. Usage: endpoints.py > endpoints.tsv
"""

import botocore.session
from botocore.endpoint_provider import EndpointProvider

SERVICES = ["ec2", "autoscaling", "sts"]
INVENTED = [
    "us-east-9", "eu-central-17", "ap-middle-1", "cn-south-1", "us-gov-north-1", "us-iso-north-2", "us-isob-south-3",
    "eu-isoe-east-1", "us-isof-west-4", "eusc-de-west-2", "eusc-fr-west-1", "xx-north-1", "il-central-2", "mars-1",
    "us-gov", "us-gov-west", "cn-north", "cn-north-1a", "us-isox-east-1", "local", "eu-isoe-1", "cn-1-2",
]

loader = botocore.session.get_session().get_component("data_loader")
partitions = loader.load_data("partitions")
regions = [
    region
    for partition in partitions["partitions"]
    for region in partition["regions"]
    if not region.endswith("-global")
]
for service in SERVICES:
    rules = loader.load_service_model(service, "endpoint-rule-set-1")
    provider = EndpointProvider(rules, partitions)
    for region in regions + INVENTED:
        for fips in (False, True):
            for dual_stack in (False, True):
                endpoint = provider.resolve_endpoint(Region=region, UseFIPS=fips, UseDualStack=dual_stack)
                print(service, region, str(fips).lower(), str(dual_stack).lower(), endpoint.url, sep="\t")
