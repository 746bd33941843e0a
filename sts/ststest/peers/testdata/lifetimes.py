"""Asks STS who it is, with a client that lives on: once for each line of
standard input. At "herd" twenty new clients ask, at "new" another one takes its place."""
import sys

import boto3

client = boto3.client("sts")
for line in sys.stdin:
    if line.strip() == "herd":
        import concurrent.futures

        def ask(_):
            return boto3.session.Session().client("sts").get_caller_identity()["Arn"]

        with concurrent.futures.ThreadPoolExecutor(20) as pool:
            print(len(set(pool.map(ask, range(20)))), "identity", flush=True)
        continue
    try:
        if line.strip() == "new":
            client = boto3.session.Session().client("sts")
        key = client._request_signer._credentials.get_frozen_credentials().access_key
        print(client.get_caller_identity()["Arn"], key, flush=True)
    except Exception as e:  # what the user would see
        print(type(e).__name__, str(e).replace("\n", " "), flush=True)
