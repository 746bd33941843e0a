"""Reads profiles as botocore does: a case in JSON on each line of stdin, what came of it on a line of stdout.

A case has the texts of the two files, and the profile. What came of it is the calls that botocore would make to get the
profile's credentials, validated by its model of the services and answered here; nothing is sent.
"""

import getpass
import json
import os
import shlex
import sys

getpass.getpass = lambda *_: "123456"  # before botocore takes it

import botocore.credentials
import botocore.httpsession
import botocore.loaders
import botocore.model
import botocore.session
import botocore.utils
import botocore.validate

loader = botocore.loaders.create_loader()
models = {
    name: botocore.model.ServiceModel(loader.load_service_model(name, "service-2"), name) for name in ("sts", "sso")
}
calls = []


class Client:
    """Validates and notes calls, and gives keys named after them."""

    def __init__(self, service, region):
        self.service, self.region = service, region
        botocore.utils.validate_region_name(region)

    def note(self, operation, **params):
        shape = models[self.service].operation_model(operation).input_shape
        report = botocore.validate.ParamValidator().validate(params, shape)
        if report.has_errors():
            raise botocore.exceptions.ParamValidationError(report=report.generate_report())
        calls.append({"call": operation, **{k: v for k, v in params.items() if k not in ("TokenCode", "accessToken")}})
        return {"AccessKeyId": "ASIA" + operation, "SecretAccessKey": "s", "SessionToken": "t"}

    def assume_role(self, **params):
        return {"Credentials": {**self.note("AssumeRole", **params), "Expiration": "2099-01-01T00:00:00Z"}}

    def assume_role_with_web_identity(self, **params):
        return {"Credentials": {**self.note("AssumeRoleWithWebIdentity", **params), "Expiration": "2099-01-01T00:00:00Z"}}

    def get_role_credentials(self, **params):
        keys = self.note("GetRoleCredentials", **params)
        calls[-1]["region"] = self.region
        return {
            "roleCredentials": {
                "accessKeyId": keys["AccessKeyId"], "secretAccessKey": "s", "sessionToken": "t", "expiration": 4070908800000,
            }
        }


def creator(session, region):
    def create(service, **options):
        config = options.get("config")
        own = config and config.region_name
        return Client(service, own or options.get("region_name") or region or "us-east-1")

    return create


def process(self, command):
    calls.append({"call": "process", "argv": botocore.compat.compat_shell_split(command)})
    return {"access_key": "AKIAPROCESS", "secret_key": "s", "token": None, "expiry_time": None, "account_id": None}


def refuse(self, request):
    raise RuntimeError("nothing is sent: " + request.url)


sso_init = botocore.credentials.SSOProvider.__init__


def init(self, *args, **options):
    options["client_creator"] = creator(None, None)
    sso_init(self, *args, **options)


botocore.httpsession.URLLib3Session.send = refuse
botocore.credentials.SSOProvider.__init__ = init
botocore.credentials._get_client_creator = creator
botocore.credentials.ProcessProvider._retrieve_credentials_using = process
botocore.credentials.SSOTokenLoader.__call__ = lambda *_, **__: {"accessToken": "t", "expiresAt": "2099-01-01T00:00:00Z"}


def read(case):
    home = os.environ["HOME"]
    for name in ("config", "credentials"):
        with open(os.path.join(home, name), "w", encoding="utf-8", newline="") as file:
            file.write(case[name])
    session = botocore.session.Session(profile=case["profile"])
    session.register_component("data_loader", loader)
    credentials = session.get_credentials()
    if credentials is None:
        raise LookupError("no credentials")
    result = {"key": credentials.get_frozen_credentials().access_key, "region": session.get_config_variable("region") or ""}
    if case["client"]:  # what only counts when a client is made
        session.create_client("sts")
    return result


for line in sys.stdin:
    case = json.loads(line)
    calls.clear()
    try:
        result = read(case)
        result["calls"] = list(calls)
    except Exception as error:
        result = {"error": f"{type(error).__name__}: {error}"}
    if case["command"]:
        try:
            result["argv"] = shlex.split(case["command"])
        except ValueError as error:
            result["argv"] = [str(error)]
    print(json.dumps(result), flush=True)
