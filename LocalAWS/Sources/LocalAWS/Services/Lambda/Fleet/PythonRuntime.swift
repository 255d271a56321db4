/// The runtime of functions of Python: what Lambda's managed runtimes do between the Runtime API and a handler, in one
/// file for the host's interpreter.
///
/// A module that can't be imported and a handler that isn't there end the initialisation; an exception ends an invocation,
/// is logged and becomes its error. With the log format JSON, what goes through `logging` and the exceptions are lines of
/// JSON; what is printed stays as it is, as on Lambda.
enum PythonRuntime {
    static let source = #"""
        import decimal, http.client, importlib, json, logging, os, sys, time, traceback

        ROOT = os.environ["LAMBDA_TASK_ROOT"]
        IS_JSON = os.environ.get("AWS_LAMBDA_LOG_FORMAT", "").upper() == "JSON"
        LEVEL = {"TRACE": "DEBUG"}.get(os.environ.get("AWS_LAMBDA_LOG_LEVEL"), os.environ.get("AWS_LAMBDA_LOG_LEVEL"))
        sys.path[0] = ROOT
        api = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])


        def call(method, path, body=None, headers={}):
            api.request(method, "/2018-06-01/runtime/" + path, body, headers)
            answer = api.getresponse()
            return answer, answer.read()


        def log_line(text):
            sys.stderr.write(text + "\n")
            sys.stderr.flush()


        def post_error(path, error_type, message, trace, headers={}):
            body = {"errorMessage": message, "errorType": error_type, "stackTrace": trace}
            fields = {"Content-Type": "application/json", "Lambda-Runtime-Function-Error-Type": error_type, **headers}
            call("POST", path, json.dumps(body), fields)


        def log_error(error_type, message, trace, text):
            if not IS_JSON:
                return log_line(text)
            entry = {"timestamp": timestamp(time.time()), "level": "ERROR", "message": message}
            entry.update(errorType=error_type, errorMessage=message, stackTrace=trace)
            if current_request:
                entry["requestId"] = current_request
            log_line(json.dumps(entry, ensure_ascii=False))


        def fail_initialization(error_type, message, trace=()):
            log_error(error_type, message, list(trace), "\r".join(["[ERROR] %s: %s" % (error_type, message), *trace]))
            post_error("init/error", error_type, message, list(trace))
            sys.exit(1)


        def load_handler():
            name = os.environ["_HANDLER"]
            module_name, dot, function_name = name.rpartition(".")
            if not dot:
                fail_initialization("Runtime.MalformedHandlerName", "Bad handler '%s': not enough values to unpack" % name)
            try:
                module = importlib.import_module(module_name.replace("/", "."))
            except ImportError as error:
                message = "Unable to import module '%s': %s" % (module_name, error)
                fail_initialization("Runtime.ImportModuleError", message)
            except SyntaxError as error:
                message = "Syntax error in module '%s': %s" % (module_name, error)
                fail_initialization("Runtime.UserCodeSyntaxError", message)
            except Exception as error:
                trace = traceback.format_list(traceback.extract_tb(error.__traceback__))
                fail_initialization(type(error).__name__, str(error), trace)
            if not hasattr(module, function_name):
                message = "Handler '%s' missing on module '%s'" % (function_name, module_name)
                fail_initialization("Runtime.HandlerNotFound", message)
            return getattr(module, function_name)


        class Identity:
            def __init__(self, text):
                values = json.loads(text) if text else {}
                self.cognito_identity_id = values.get("cognitoIdentityId")
                self.cognito_identity_pool_id = values.get("cognitoIdentityPoolId")


        class ClientContext:
            def __init__(self, values):
                self.client = values.get("client")
                self.custom = values.get("custom")
                self.env = values.get("env")


        class Context:
            def __init__(self, headers):
                self.aws_request_id = headers["Lambda-Runtime-Aws-Request-Id"]
                self.invoked_function_arn = headers["Lambda-Runtime-Invoked-Function-Arn"]
                self.function_name = os.environ["AWS_LAMBDA_FUNCTION_NAME"]
                self.function_version = os.environ["AWS_LAMBDA_FUNCTION_VERSION"]
                self.memory_limit_in_mb = os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
                self.log_group_name = os.environ["AWS_LAMBDA_LOG_GROUP_NAME"]
                self.log_stream_name = os.environ["AWS_LAMBDA_LOG_STREAM_NAME"]
                self.identity = Identity(headers.get("Lambda-Runtime-Cognito-Identity"))
                client = headers.get("Lambda-Runtime-Client-Context")
                self.client_context = ClientContext(json.loads(client)) if client else None
                self._deadline = int(headers["Lambda-Runtime-Deadline-Ms"])

            def get_remaining_time_in_millis(self):
                return max(self._deadline - int(time.time() * 1000), 0)

            def log(self, message):
                sys.stdout.write(str(message))
                sys.stdout.flush()


        def encode(value):
            if isinstance(value, decimal.Decimal):
                return float(value)
            raise TypeError("Object of type %s is not JSON serializable" % type(value).__name__)


        def handle(handler, headers, event):
            context = Context(headers)
            path = "invocation/%s/" % context.aws_request_id
            echo = {}
            if headers.get("Lambda-Runtime-Invocation-Id"):
                echo["Lambda-Runtime-Invocation-Id"] = headers["Lambda-Runtime-Invocation-Id"]
            try:
                body = json.dumps(handler(json.loads(event), context), default=encode, ensure_ascii=False).encode()
            except Exception as error:
                frames = traceback.extract_tb(error.__traceback__)[1:]
                trace = traceback.format_list(frames)
                lines = "".join(trace).rstrip("\n").replace("\n", "\r")
                name = type(error).__name__
                text = "[ERROR] %s: %s\rTraceback (most recent call last):\r%s" % (name, error, lines)
                log_error(name, str(error), trace, text)
                post_error(path + "error", name, str(error), trace, echo)
                return
            sys.stdout.flush()
            call("POST", path + "response", body, {"Content-Type": "application/json", **echo})


        class LogFormatter(logging.Formatter):
            converter = time.gmtime

            def format(self, record):
                record.aws_request_id = current_request
                return super().format(record).replace("\n", "\r")


        def timestamp(seconds):
            return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds)) + "Z"


        class JSONFormatter(logging.Formatter):
            def format(self, record):
                entry = {
                    "timestamp": timestamp(record.created),
                    "level": record.levelname,
                    "message": record.getMessage(),
                    "logger": record.name,
                }
                if record.exc_info:
                    kind, error, trace = record.exc_info
                    entry.update(errorType=kind.__name__, errorMessage=str(error), stackTrace=traceback.format_tb(trace))
                    entry["location"] = "%s:%s:%d" % (record.pathname, record.funcName, record.lineno)
                if current_request:
                    entry["requestId"] = current_request
                return json.dumps(entry, ensure_ascii=False, default=str)


        def install_log_handler():
            handler = logging.StreamHandler(sys.stdout)
            if IS_JSON:
                handler.setFormatter(JSONFormatter())
                logging.getLogger().addHandler(handler)
                if LEVEL:
                    logging.getLogger().setLevel(LEVEL)
                return
            form = "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s"
            handler.setFormatter(LogFormatter(form, "%Y-%m-%dT%H:%M:%S"))
            logging.getLogger().addHandler(handler)


        current_request = ""
        sys.stdout.reconfigure(line_buffering=True)
        install_log_handler()
        handler = load_handler()
        while True:
            answer, event = call("GET", "invocation/next")
            if answer.status != 200:
                sys.exit("The Runtime API answered %d" % answer.status)
            trace_id = answer.headers.get("Lambda-Runtime-Trace-Id")
            if trace_id:
                os.environ["_X_AMZN_TRACE_ID"] = trace_id
            current_request = answer.headers["Lambda-Runtime-Aws-Request-Id"]
            handle(handler, answer.headers, event)
        """#
}
