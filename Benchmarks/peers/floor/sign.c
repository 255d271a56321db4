#include "sign.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef unsigned char digest[SHA256_DIGEST_LENGTH];

static struct {
    const char *host, *key_id, *secret, *token, *region;
    char day[9];
    digest key;
} signer;

static void hmac(const void *key, size_t key_count, const char *text, digest out) {
    HMAC(EVP_sha256(), key, (int)key_count, (const unsigned char *)text, strlen(text), out, NULL);
}

static void hexadecimal(const digest bytes, char text[2 * SHA256_DIGEST_LENGTH + 1]) {
    static const char digits[] = "0123456789abcdef";
    for (size_t index = 0; index < SHA256_DIGEST_LENGTH; index++) {
        text[2 * index] = digits[bytes[index] >> 4];
        text[2 * index + 1] = digits[bytes[index] & 15];
    }
    text[2 * SHA256_DIGEST_LENGTH] = '\0';
}

static void derive_key(const char *day) {
    char start[256];
    digest step;
    snprintf(start, sizeof start, "AWS4%s", signer.secret);
    hmac(start, strlen(start), day, step);
    hmac(step, sizeof step, signer.region, step);
    hmac(step, sizeof step, "ec2", step);
    hmac(step, sizeof step, "aws4_request", signer.key);
    memcpy(signer.day, day, sizeof signer.day);
}

void sign_prepare(const char *host) {
    signer.host = host;
    signer.key_id = getenv("AWS_ACCESS_KEY_ID");
    signer.secret = getenv("AWS_SECRET_ACCESS_KEY");
    signer.token = getenv("AWS_SESSION_TOKEN");
    signer.region = getenv("AWS_REGION");
}

void sign(const char *body, size_t count, char lines[SIGN_LINES][SIGN_LINE_SIZE]) {
    static const char names[] = "content-type;host;x-amz-date;x-amz-security-token";
    char moment[17], day[9], hash[65], canonical[4096], to_sign[512], signature[65];
    digest bytes;
    time_t now = time(NULL);
    struct tm parts;
    gmtime_r(&now, &parts);
    strftime(moment, sizeof moment, "%Y%m%dT%H%M%SZ", &parts);
    memcpy(day, moment, 8);
    day[8] = '\0';
    if (strcmp(day, signer.day) != 0) derive_key(day);

    SHA256((const unsigned char *)body, count, bytes);
    hexadecimal(bytes, hash);
    int length = snprintf(
        canonical, sizeof canonical,
        "POST\n/\n\ncontent-type:application/x-www-form-urlencoded; charset=utf-8\nhost:%s\nx-amz-date:%s\n"
        "x-amz-security-token:%s\n\n%s\n%s",
        signer.host, moment, signer.token, names, hash
    );
    SHA256((const unsigned char *)canonical, (size_t)length, bytes);
    hexadecimal(bytes, hash);
    snprintf(
        to_sign, sizeof to_sign, "AWS4-HMAC-SHA256\n%s\n%s/%s/ec2/aws4_request\n%s", moment, day, signer.region, hash
    );
    hmac(signer.key, sizeof signer.key, to_sign, bytes);
    hexadecimal(bytes, signature);

    snprintf(lines[0], SIGN_LINE_SIZE, "X-Amz-Date: %s", moment);
    snprintf(lines[1], SIGN_LINE_SIZE, "X-Amz-Security-Token: %s", signer.token);
    snprintf(
        lines[2], SIGN_LINE_SIZE,
        "Authorization: AWS4-HMAC-SHA256 Credential=%s/%s/%s/ec2/aws4_request, SignedHeaders=%s, Signature=%s",
        signer.key_id, day, signer.region, names, signature
    );
}
