/* The floor: the same calls as the function's, by libcurl's multi interface in C, creates side by side, on kept
   connections. No errors are handled, nothing is logged and nothing is checked: what remains is what the calls cost. */

#include <curl/curl.h>
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

static CURLM *multi;
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

static void begin(struct call *call) {
    if (call->easy == NULL) {
        call->easy = make_easy(&call->answer);
        curl_easy_setopt(call->easy, CURLOPT_URL, endpoint);
        curl_easy_setopt(call->easy, CURLOPT_PRIVATE, call);
        if (getenv("AWS_CA_BUNDLE") != NULL) curl_easy_setopt(call->easy, CURLOPT_CAINFO, getenv("AWS_CA_BUNDLE"));
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
static void read_instance(const char *event, char instance[32]) {
    static const char name[] = "\\\"EC2InstanceId\\\":\\\"";
    const char *start = strstr(event, name) + sizeof name - 1;
    snprintf(instance, 32, "%.*s", (int)strcspn(start, "\\"), start);
}

static unsigned look(const char *instance, char volumes[MOST_VOLUMES][32]) {
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
        snprintf(volumes[count++], 32, "%.*s", (int)(end - start), start);
        end++;
    }
    return count;
}

static void create(struct call *call, const char *instance, const char *volume) {
    snprintf(
        call->form, sizeof call->form,
        "Action=CreateSnapshot&Version=2016-11-15&VolumeId=%s&Description=Autosnap-%s-%s"
        "&TagSpecification.1.ResourceType=snapshot&TagSpecification.1.Tag.1.Key=CreatedBy"
        "&TagSpecification.1.Tag.1.Value=snap-and-tag&TagSpecification.1.Tag.2.Key=snap-and-tag%%3Ainstance"
        "&TagSpecification.1.Tag.2.Value=%s&TagSpecification.1.Tag.3.Key=snap-and-tag%%3Avolume"
        "&TagSpecification.1.Tag.3.Value=%s&TagSpecification.1.Tag.4.Key=snap-and-tag%%3Agroup"
        "&TagSpecification.1.Tag.4.Value=web-asg",
        volume, instance, volume, instance, volume
    );
    begin(call);
}

static void snapshot_and_tag(const char *instance) {
    static char volumes[MOST_VOLUMES][32];
    unsigned count = look(instance, volumes), begun = 0;
    while (begun < count && begun < SIDE_BY_SIDE) {
        create(&calls[begun], instance, volumes[begun]);
        begun++;
    }
    struct call *call;
    while ((call = finish_one()) != NULL) {
        if (begun < count) create(call, instance, volumes[begun++]);
    }
    snprintf(
        calls[0].form, sizeof calls[0].form,
        "Action=CreateTags&Version=2016-11-15&ResourceId.1=%s&Tag.1.Key=Snapshots&Tag.1.Value=Created", instance
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

int main(void) {
    curl_global_init(CURL_GLOBAL_DEFAULT);
    multi = curl_multi_init();
    curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, 256L);
    endpoint = getenv("AWS_ENDPOINT_URL_EC2");
    sign_prepare(strstr(endpoint, "//") + 2);

    struct bytes event = {0};
    char base[128], url[256], id[64], instance[32], answer[128];
    snprintf(base, sizeof base, "http://%s/2018-06-01/runtime/invocation", getenv("AWS_LAMBDA_RUNTIME_API"));
    CURL *runtime = make_easy(&event);
    curl_easy_setopt(runtime, CURLOPT_HEADERFUNCTION, take_request_id);
    curl_easy_setopt(runtime, CURLOPT_HEADERDATA, id);
    struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: application/json");
    for (;;) {
        snprintf(url, sizeof url, "%s/next", base);
        curl_easy_setopt(runtime, CURLOPT_URL, url);
        curl_easy_setopt(runtime, CURLOPT_HTTPGET, 1L);
        curl_easy_setopt(runtime, CURLOPT_HTTPHEADER, NULL);
        event.count = 0;
        if (curl_easy_perform(runtime) != CURLE_OK) return 1;
        read_instance(event.text, instance);
        snapshot_and_tag(instance);
        snprintf(answer, sizeof answer, "{\"instanceId\":\"%s\"}", instance);
        snprintf(url, sizeof url, "%s/%s/response", base, id);
        curl_easy_setopt(runtime, CURLOPT_URL, url);
        curl_easy_setopt(runtime, CURLOPT_HTTPHEADER, headers);
        curl_easy_setopt(runtime, CURLOPT_POSTFIELDS, answer);
        curl_easy_setopt(runtime, CURLOPT_POSTFIELDSIZE, (long)strlen(answer));
        curl_easy_perform(runtime);
    }
}
