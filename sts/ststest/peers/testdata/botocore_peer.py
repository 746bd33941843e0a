"""Gets credentials as botocore does: a case in JSON on each line of stdin, its result on a line of stdout."""

import json
import os
import sys

import botocore.loaders
import botocore.session

loader = botocore.loaders.create_loader()


def access_key_id(profile):
    session = botocore.session.Session(profile=profile)
    session.register_component("data_loader", loader)
    credentials = session.get_credentials()
    if credentials is None:
        raise LookupError("no credentials")
    return credentials.get_frozen_credentials().access_key


for line in sys.stdin:
    case = json.loads(line)
    os.environ.clear()
    os.environ.update(case["environ"])
    try:
        result = {"key": access_key_id(case["profile"])}
    except Exception as error:
        result = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(result), flush=True)
