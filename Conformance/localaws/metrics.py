"""What CloudWatch knows of a metric."""

import datetime


def sums(cloudwatch, namespace, name, dimensions, hours=2):
    """The sums of its minutes, oldest first, around the cloud's present, which tests move forward by minutes."""
    now = datetime.datetime.now(datetime.timezone.utc)
    (result,) = cloudwatch.get_metric_data(
        MetricDataQueries=[
            {
                "Id": "m",
                "MetricStat": {
                    "Metric": {
                        "Namespace": namespace,
                        "MetricName": name,
                        "Dimensions": [{"Name": key, "Value": value} for key, value in dimensions.items()],
                    },
                    "Period": 60,
                    "Stat": "Sum",
                },
            }
        ],
        StartTime=now - datetime.timedelta(hours=hours),
        EndTime=now + datetime.timedelta(days=20),
        ScanBy="TimestampAscending",
    )["MetricDataResults"]
    return result["Values"]
