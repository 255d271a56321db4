/* The floor: the same calls as the function's, by libcurl's multi interface in C, creates side by side, on kept
   connections that share their TLS sessions, the first of which is opened while the first event is asked for. No errors are
   handled, nothing is logged and nothing is checked: what remains is what the calls cost. */

#include <curl/curl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sign.h"

enum { MOST_VOLUMES = 500, SIDE_BY_SIDE = 32 /* as many as the function */ };

struct bytes {
    char *text;
    size_t count, capacity;
};

struct call {
    CURL *easy;
    struct curl_slist *headers;
    struct bytes answer;
    char form[1024];
};

/* What the function puts into a snapshot's tags. */
struct launch {
    char instance[32], activity[64];
};

struct volume {
    char id[32], device[64];
};

static CURLM *multi;
static CURLSH *sessions;
static struct call calls[SIDE_BY_SIDE];
static const char *endpoint;

static size_t append(char *text, size_t size, size_t count, void *context) {
    struct bytes *bytes = context;
    size *= count;
    if (bytes->count + size + 1 > bytes->capacity) {
        bytes->capacity = (bytes->count + size + 1) * 2;
        bytes->text = realloc(bytes->text, bytes->capacity);
    }
    memcpy(bytes->text + bytes->count, text, size);
    bytes->count += size;
    bytes->text[bytes->count] = '\0';
    return size;
}

static CURL *make_easy(struct bytes *answer) {
    CURL *easy = curl_easy_init();
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, append);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, answer);
    return easy;
}

/* For EC2: all of them share the TLS sessions and, being of one multi handle, the connections. */
static CURL *make_ec2_easy(struct bytes *answer) {
    CURL *easy = make_easy(answer);
    curl_easy_setopt(easy, CURLOPT_URL, endpoint);
    curl_easy_setopt(easy, CURLOPT_SHARE, sessions);
    if (getenv("AWS_CA_BUNDLE") != NULL) curl_easy_setopt(easy, CURLOPT_CAINFO, getenv("AWS_CA_BUNDLE"));
    return easy;
}

static void begin(struct call *call) {
    if (call->easy == NULL) {
        call->easy = make_ec2_easy(&call->answer);
        curl_easy_setopt(call->easy, CURLOPT_PRIVATE, call);
    }
    char lines[SIGN_LINES][SIGN_LINE_SIZE];
    size_t count = strlen(call->form);
    sign(call->form, count, lines);
    curl_slist_free_all(call->headers);
    call->headers = curl_slist_append(NULL, "Content-Type: application/x-www-form-urlencoded; charset=utf-8");
    for (int index = 0; index < SIGN_LINES; index++) call->headers = curl_slist_append(call->headers, lines[index]);
    curl_easy_setopt(call->easy, CURLOPT_HTTPHEADER, call->headers);
    curl_easy_setopt(call->easy, CURLOPT_POSTFIELDS, call->form);
    curl_easy_setopt(call->easy, CURLOPT_POSTFIELDSIZE, (long)count);
    call->answer.count = 0;
    curl_multi_add_handle(multi, call->easy);
}

/* Drives what is under way until one call is done, or returns NULL when there is none. */
static struct call *finish_one(void) {
    int running = 1;
    for (;;) {
        int left;
        CURLMsg *message;
        while ((message = curl_multi_info_read(multi, &left)) != NULL) {
            if (message->msg != CURLMSG_DONE) continue;
            struct call *call;
            CURL *easy = message->easy_handle;
            curl_easy_getinfo(easy, CURLINFO_PRIVATE, &call);
            curl_multi_remove_handle(multi, easy);
            return call;
        }
        if (running == 0) return NULL;
        curl_multi_perform(multi, &running);
        if (running > 0) curl_multi_poll(multi, NULL, 0, 1000, NULL);
    }
}

/* The event is a text within JSON: its quotes have a backslash each. */
static void read_member(const char *event, const char *name, char *to, size_t size) {
    const char *start = strstr(event, name) + strlen(name);
    snprintf(to, size, "%.*s", (int)strcspn(start, "\\"), start);
}

static void read_launch(const char *event, struct launch *launch) {
    read_member(event, "\\\"EC2InstanceId\\\":\\\"", launch->instance, sizeof launch->instance);
    read_member(event, "\\\"ActivityId\\\":\\\"", launch->activity, sizeof launch->activity);
}

/* As a form has it: what needs encoding in a device's name are slashes. */
static void read_device(const char *start, char *to) {
    for (; *start != '<'; start++) {
        if (*start == '/') {
            memcpy(to, "%2F", 3);
            to += 3;
        } else {
            *to++ = *start;
        }
    }
    *to = '\0';
}

static unsigned look(const char *instance, struct volume volumes[MOST_VOLUMES]) {
    snprintf(
        calls[0].form, sizeof calls[0].form,
        "Action=DescribeVolumes&Version=2016-11-15&Filter.1.Name=attachment.instance-id&Filter.1.Value.1=%s&MaxResults=500",
        instance
    );
    snprintf(
        calls[1].form, sizeof calls[1].form,
        "Action=DescribeSnapshots&Version=2016-11-15&Owner.1=self&Filter.1.Name=tag%%3Asnap-and-tag%%3Ainstance"
        "&Filter.1.Value.1=%s&MaxResults=500",
        instance
    );
    snprintf(
        calls[2].form, sizeof calls[2].form, "Action=DescribeInstances&Version=2016-11-15&InstanceId.1=%s", instance
    );
    for (int index = 0; index < 3; index++) begin(&calls[index]);
    while (finish_one() != NULL) {}
    unsigned count = 0;
    /* An attachment has a volumeId too, but no size behind it. */
    const char *end = calls[0].answer.text;
    while ((end = strstr(end, "</volumeId><size>")) != NULL) {
        const char *start = end;
        while (start[-1] != '>') start--;
        snprintf(volumes[count].id, sizeof volumes->id, "%.*s", (int)(end - start), start);
        end = strstr(end, "<device>") + sizeof "<device>" - 1;
        read_device(end, volumes[count++].device);
    }
    return count;
}

static void create(struct call *call, const struct launch *launch, const struct volume *volume) {
    snprintf(
        call->form, sizeof call->form,
        "Action=CreateSnapshot&Version=2016-11-15&VolumeId=%s&Description=Autosnap-%s-%s"
        "&TagSpecification.1.ResourceType=snapshot&TagSpecification.1.Tag.1.Key=CreatedBy"
        "&TagSpecification.1.Tag.1.Value=snap-and-tag&TagSpecification.1.Tag.2.Key=snap-and-tag%%3Ainstance"
        "&TagSpecification.1.Tag.2.Value=%s&TagSpecification.1.Tag.3.Key=snap-and-tag%%3Avolume"
        "&TagSpecification.1.Tag.3.Value=%s&TagSpecification.1.Tag.4.Key=snap-and-tag%%3Adevice"
        "&TagSpecification.1.Tag.4.Value=%s&TagSpecification.1.Tag.5.Key=snap-and-tag%%3Aactivity"
        "&TagSpecification.1.Tag.5.Value=%s&TagSpecification.1.Tag.6.Key=snap-and-tag%%3Agroup"
        "&TagSpecification.1.Tag.6.Value=web-asg",
        volume->id, launch->instance, volume->id, launch->instance, volume->id, volume->device, launch->activity
    );
    begin(call);
}

static void snapshot_and_tag(const struct launch *launch) {
    static struct volume volumes[MOST_VOLUMES];
    unsigned count = look(launch->instance, volumes), begun = 0;
    while (begun < count && begun < SIDE_BY_SIDE) {
        create(&calls[begun], launch, &volumes[begun]);
        begun++;
    }
    struct call *call;
    while ((call = finish_one()) != NULL) {
        if (begun < count) create(call, launch, &volumes[begun++]);
    }
    snprintf(
        calls[0].form, sizeof calls[0].form,
        "Action=CreateTags&Version=2016-11-15&ResourceId.1=%s&Tag.1.Key=Snapshots&Tag.1.Value=Created",
        launch->instance
    );
    begin(&calls[0]);
    finish_one();
}

static size_t take_request_id(char *line, size_t size, size_t count, void *context) {
    static const char name[] = "lambda-runtime-aws-request-id: ";
    size *= count;
    if (size > sizeof name && strncasecmp(line, name, sizeof name - 1) == 0) {
        snprintf(context, 64, "%.*s", (int)(size - sizeof name - 1), line + sizeof name - 1);
    }
    return size;
}

/* Drives all that is under way to its end; what came of this one. */
static CURLcode finish_all(CURL *easy) {
    CURLcode result = CURLE_OK;
    int running, left;
    do {
        CURLMsg *message;
        curl_multi_perform(multi, &running);
        while ((message = curl_multi_info_read(multi, &left)) != NULL) {
            CURL *done = message->easy_handle;
            if (done == easy) result = message->data.result;
            curl_multi_remove_handle(multi, done);
        }
        if (running > 0) curl_multi_poll(multi, NULL, 0, 1000, NULL);
    } while (running > 0);
    return result;
}

/* Once the first event is asked for, and not before: to read the authorities takes a while. */
static void open_ahead(CURL *runtime) {
    static struct bytes answer;
    static char url[256];
    long sent = 0;
    while (sent == 0) {
        int running;
        curl_multi_perform(multi, &running);
        curl_easy_getinfo(runtime, CURLINFO_REQUEST_SIZE, &sent);
        if (sent == 0) curl_multi_poll(multi, NULL, 0, 10, NULL);
    }
    CURL *ping = make_ec2_easy(&answer);
    snprintf(url, sizeof url, "%s/ping", endpoint);
    curl_easy_setopt(ping, CURLOPT_URL, url);
    curl_multi_add_handle(multi, ping);
}

int main(void) {
    curl_global_init(CURL_GLOBAL_DEFAULT);
    multi = curl_multi_init();
    curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, 256L);
    sessions = curl_share_init();
    curl_share_setopt(sessions, CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION);
    endpoint = getenv("AWS_ENDPOINT_URL_EC2");
    sign_prepare(strstr(endpoint, "//") + 2);

    struct bytes event = {0};
    struct launch launch;
    char base[128], url[256], id[64], answer[128];
    snprintf(base, sizeof base, "http://%s/2018-06-01/runtime/invocation", getenv("AWS_LAMBDA_RUNTIME_API"));
    CURL *runtime = make_easy(&event);
    curl_easy_setopt(runtime, CURLOPT_HEADERFUNCTION, take_request_id);
    curl_easy_setopt(runtime, CURLOPT_HEADERDATA, id);
    struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: application/json");
    for (bool is_first = true;; is_first = false) {
        snprintf(url, sizeof url, "%s/next", base);
        curl_easy_setopt(runtime, CURLOPT_URL, url);
        curl_easy_setopt(runtime, CURLOPT_HTTPGET, 1L);
        curl_easy_setopt(runtime, CURLOPT_HTTPHEADER, NULL);
        event.count = 0;
        curl_multi_add_handle(multi, runtime);
        if (is_first && strncmp(endpoint, "https", 5) == 0) open_ahead(runtime);
        if (finish_all(runtime) != CURLE_OK) return 1;
        read_launch(event.text, &launch);
        snapshot_and_tag(&launch);
        snprintf(answer, sizeof answer, "{\"instanceId\":\"%s\"}", launch.instance);
        snprintf(url, sizeof url, "%s/%s/response", base, id);
        curl_easy_setopt(runtime, CURLOPT_URL, url);
        curl_easy_setopt(runtime, CURLOPT_HTTPHEADER, headers);
        curl_easy_setopt(runtime, CURLOPT_POSTFIELDS, answer);
        curl_easy_setopt(runtime, CURLOPT_POSTFIELDSIZE, (long)strlen(answer));
        curl_multi_add_handle(multi, runtime);
        finish_all(runtime);
    }
}
