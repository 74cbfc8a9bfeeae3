"""List prices in USD, without any free tier: us-east-1, as written down on the date below.

They change, and other regions differ by some per cent: check what matters on AWS's pages.
"""

from __future__ import annotations

from collections.abc import Mapping

DATED = "2026-11-27"
REGION = "us-east-1"
HOURS_A_MONTH = 730
MILLION = 1_000_000

# By the month.
ALARM_METRIC = 0.10  # each metric that an alarm reads, also within one formula
DASHBOARD = 3.00
CUSTOM_METRIC = 0.30
SECRET = 0.40
KEY = 1.00  # and as much again for each of its first two yearly renewals
ADVANCED_PARAMETER = 0.05
WEB_ACL = 5.00
WEB_ACL_RULE = 1.00
EBS_GB = 0.122

# By the hour.
ACU = 0.12
INTERFACE_ENDPOINT = 0.01  # in each zone
NAT_GATEWAY = 0.045
PUBLIC_ADDRESS = 0.005
SEARCH_NODE: Mapping[str, float] = {
    "t3.small.search": 0.036,
    "t3.medium.search": 0.073,
    "m7g.large.search": 0.135,
    "r7g.medium.search": 0.089,
    "r7g.large.search": 0.178,
    "r7g.xlarge.search": 0.356,
}
MODEL_INSTANCE: Mapping[str, float] = {
    "ml.m5.xlarge": 0.23,
    "ml.c7i.large": 0.1071,
    "ml.c7i.xlarge": 0.2142,
    "ml.c7g.xlarge": 0.174,
    "ml.g4dn.xlarge": 0.736,
    "ml.g5.xlarge": 1.408,
    "ml.g5.2xlarge": 1.515,
    "ml.g6.xlarge": 1.127,
}

# By use.
SNAPSHOT_GB_SECOND = 0.0000015046  # of a snapshot that Lambda keeps, for each published version
PROVISIONED_GB_SECOND = 0.0000033334  # of a copy that Lambda keeps ready, on arm64
GB_SECOND = 0.0000133334  # Lambda on arm64
INVOCATION = 0.20 / MILLION
EXPRESS_RUN = 1.00 / MILLION
EXPRESS_GB_SECOND = 0.00001667
TRANSITION = 25.00 / MILLION
REST_CALL = 3.50 / MILLION
SOCKET_MESSAGE = 1.00 / MILLION
SOCKET_MINUTE = 0.25 / MILLION
ITEM_WRITE = 0.625 / MILLION
ITEM_READ = 0.125 / MILLION
QUEUE_REQUEST = 0.40 / MILLION
TOPIC_PUBLISH = 0.50 / MILLION
OBJECT_WRITE = 5.00 / MILLION
OBJECT_READ = 0.40 / MILLION
LOG_GB = 0.50
# Users of a pool of the plan Essentials who sign in within a month.
PASSWORD_USER = 0.015  # the first 10,000 are free, which is not counted here
PROVIDER_USER = 0.015  # by OpenID Connect or SAML; the first 50 are free, which is not counted here
TRACE = 5.00 / MILLION
