#define _GNU_SOURCE
#include "ec2.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "form.h"

static const char version[] = "2016-11-15";
static const char begun[] = "2026-01-15T11:58:41.000Z";

/* A request ID that no other answer has. */
static void request_id(char id[40]) {
    static unsigned long count;
    snprintf(id, 40, "0b3c5f0a-1111-4222-8333-%012lx", ++count);
}

static void send_xml(struct buffer *out, const char *status, const char *id, const struct buffer *xml, bool chunked) {
    char fields[160];
    snprintf(
        fields, sizeof fields,
        "x-amzn-RequestId: %s\r\nContent-Type: text/xml;charset=UTF-8\r\nServer: AmazonEC2\r\n", id
    );
    (chunked ? answer_write_chunked : answer_write)(out, status, fields, buffer_front(xml), buffer_count(xml));
}

static void refuse(struct run *run, struct buffer *out, const char *code, const char *message) {
    char id[40];
    request_id(id);
    run_fault(run, "EC2 refused a call: %s: %s", code, message);
    struct buffer xml = {0};
    buffer_format(
        &xml,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response><Errors><Error><Code>%s</Code><Message>%s</Message></Error>"
        "</Errors><RequestID>%s</RequestID></Response>",
        code, message, id
    );
    send_xml(out, "400 Bad Request", id, &xml, false);
    buffer_free(&xml);
}

static void volumes(struct run *run, struct buffer *xml) {
    char instance[RESOURCE_ID_SIZE], volume[RESOURCE_ID_SIZE];
    instance_id(run->event, instance);
    buffer_format(xml, "<volumeSet>");
    for (unsigned index = 0; index < run->settings.volumes; index++) {
        volume_id(run->event, index, volume);
        buffer_format(
            xml,
            "<item><volumeId>%s</volumeId><size>8</size><snapshotId>snap-0ccccccccccccccc1</snapshotId>"
            "<availabilityZone>eu-west-1a</availabilityZone><availabilityZoneId>euw1-az2</availabilityZoneId>"
            "<status>in-use</status><createTime>%s</createTime><attachmentSet><item><volumeId>%s</volumeId>"
            "<instanceId>%s</instanceId><device>/dev/sd%c%u</device><status>attached</status><attachTime>%s</attachTime>"
            "<deleteOnTermination>true</deleteOnTermination></item></attachmentSet><tagSet><item><key>Name</key>"
            "<value>web</value></item></tagSet><volumeType>gp3</volumeType><iops>3000</iops><throughput>125</throughput>"
            "<encrypted>false</encrypted><multiAttachEnabled>false</multiAttachEnabled>"
            "<operator><managed>false</managed></operator></item>",
            volume, begun, volume, instance, 'a' + (int)(index % 26), index / 26, begun
        );
    }
    buffer_format(xml, "</volumeSet>");
}

static void instance(struct run *run, struct buffer *xml) {
    char instance[RESOURCE_ID_SIZE], volume[RESOURCE_ID_SIZE];
    instance_id(run->event, instance);
    buffer_format(
        xml,
        "<reservationSet><item><reservationId>r-0eeeeeeeeeeeeeee1</reservationId><ownerId>123456789012</ownerId><groupSet/>"
        "<instancesSet><item><instanceId>%s</instanceId><imageId>ami-0fffffffffffffff1</imageId><instanceState>"
        "<code>16</code><name>running</name></instanceState><privateDnsName>ip-10-0-1-23.eu-west-1.compute.internal"
        "</privateDnsName><dnsName/><reason/><amiLaunchIndex>0</amiLaunchIndex><productCodes/>"
        "<instanceType>t3.micro</instanceType><launchTime>%s</launchTime><placement><availabilityZone>eu-west-1a"
        "</availabilityZone><groupName/><tenancy>default</tenancy></placement><monitoring><state>disabled</state>"
        "</monitoring><architecture>x86_64</architecture><rootDeviceType>ebs</rootDeviceType>"
        "<rootDeviceName>/dev/sda0</rootDeviceName><blockDeviceMapping>",
        instance, begun
    );
    for (unsigned index = 0; index < run->settings.volumes; index++) {
        volume_id(run->event, index, volume);
        buffer_format(
            xml,
            "<item><deviceName>/dev/sd%c%u</deviceName><ebs><volumeId>%s</volumeId><status>attached</status>"
            "<attachTime>%s</attachTime><deleteOnTermination>true</deleteOnTermination></ebs></item>",
            'a' + (int)(index % 26), index / 26, volume, begun
        );
    }
    buffer_format(
        xml,
        "</blockDeviceMapping><tagSet><item><key>aws:autoscaling:groupName</key><value>web-asg</value></item></tagSet>"
        "<hypervisor>xen</hypervisor></item></instancesSet><requesterId>940372691376</requesterId></item></reservationSet>"
    );
}

/* The index of a volume of the event's instance, or -1. */
static int volume_index(const struct run *run, const char *id) {
    char expected[RESOURCE_ID_SIZE];
    size_t count = strlen(id);
    if (count < 5) return -1;
    long index = strtol(id + count - 4, NULL, 16);
    if (index < 0 || index >= (long)run->settings.volumes) return -1;
    volume_id(run->event, (unsigned)index, expected);
    return strcmp(expected, id) == 0 ? (int)index : -1;
}

static void snapshot(struct run *run, const struct form *form, int index, struct buffer *xml) {
    if (run->has_snapshot[index]) run_fault(run, "volume %s was snapshotted twice", form->volume_id);
    run->has_snapshot[index] = true;
    run->snapshots_made++;
    buffer_format(
        xml,
        "<snapshotId>snap-0%012lx%04x</snapshotId><volumeId>%s</volumeId><status>pending</status>"
        "<startTime>2026-01-15T12:00:01.512Z</startTime><progress/><ownerId>123456789012</ownerId>"
        "<volumeSize>8</volumeSize><description>%s</description><tagSet>",
        run->event, index, form->volume_id, form->description
    );
    for (unsigned tag = 0; tag < form->tag_count; tag++) {
        buffer_format(
            xml, "<item><key>%s</key><value>%s</value></item>", form->tags[tag].key, form->tags[tag].value
        );
    }
    buffer_format(xml, "</tagSet><encrypted>false</encrypted>");
}

static enum action action_of(const struct form *form) {
    for (enum action action = 0; action < ACTION_COUNT; action++) {
        if (strcmp(form->action, action_names[action]) == 0) return action;
    }
    return ACTION_COUNT;
}

/* Why the call means something else than the event's instance and volumes; NULL if it doesn't. */
static const char *objection(const struct run *run, enum action action, const struct form *form) {
    char instance[RESOURCE_ID_SIZE];
    instance_id(run->event, instance);
    if (strcmp(form->version, version) != 0) return "the version is another";
    switch (action) {
    case DESCRIBE_VOLUMES:
    case DESCRIBE_SNAPSHOTS:
        return strcmp(form->filter_value, instance) == 0 ? NULL : "the filter isn't for the event's instance";
    case DESCRIBE_INSTANCES:
        return strcmp(form->instance_id, instance) == 0 ? NULL : "it isn't the event's instance";
    case CREATE_SNAPSHOT:
        return volume_index(run, form->volume_id) >= 0 ? NULL : "it isn't a volume of the event's instance";
    case CREATE_TAGS:
        if (strcmp(form->resource_id, instance) != 0) return "it isn't the event's instance";
        return run->snapshots_made == run->settings.volumes ? NULL : "not every volume has its snapshot";
    case ACTION_COUNT: break;
    }
    return "the action isn't known here";
}

void ec2_answer(struct run *run, const struct request *request, struct buffer *out) {
    if (request_is(request, "GET", "/ping")) {
        run->pings++;
        answer_write(out, "200 OK", "Content-Type: text/plain\r\n", "healthy", 7);
        return;
    }
    struct form form;
    form_parse(request->body, request->body_count, &form);
    enum action action = action_of(&form);
    const char *problem = run->event_is_open ? objection(run, action, &form) : "there is no event under way";
    if (problem != NULL) {
        refuse(run, out, "InvalidParameterValue", problem);
        return;
    }
    run->requests[action]++;
    run->body_bytes += request->body_count;
    char id[40];
    request_id(id);
    static struct buffer xml;
    buffer_consume(&xml, buffer_count(&xml));
    buffer_format(
        &xml, "<%sResponse xmlns=\"http://ec2.amazonaws.com/doc/%s/\"><requestId>%s</requestId>", form.action, version, id
    );
    switch (action) {
    case DESCRIBE_VOLUMES: volumes(run, &xml); break;
    case DESCRIBE_SNAPSHOTS: buffer_format(&xml, "<snapshotSet/>"); break;
    case DESCRIBE_INSTANCES: instance(run, &xml); break;
    case CREATE_SNAPSHOT: snapshot(run, &form, volume_index(run, form.volume_id), &xml); break;
    case CREATE_TAGS: run->tags_made++; buffer_format(&xml, "<return>true</return>"); break;
    case ACTION_COUNT: break;
    }
    buffer_format(&xml, "</%sResponse>", form.action);
    send_xml(out, "200 OK", id, &xml, action <= DESCRIBE_INSTANCES);
}
