// The function in Go on the AWS SDK, snapshots side by side, with a Runtime API loop of its own, since Debian has none.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
)

type snsEvent struct {
	Records []struct {
		Sns struct{ Message string }
	}
}

type launch struct {
	EC2InstanceId string
}

func handle(ctx context.Context, client *ec2.Client, event []byte) ([]byte, error) {
	log.Printf("Received event: %s", event)
	var envelope snsEvent
	if err := json.Unmarshal(event, &envelope); err != nil {
		return nil, err
	}
	var message launch
	if err := json.Unmarshal([]byte(envelope.Records[0].Sns.Message), &message); err != nil {
		return nil, err
	}
	instance := message.EC2InstanceId
	described, err := client.DescribeVolumes(ctx, &ec2.DescribeVolumesInput{
		Filters: []types.Filter{{Name: aws.String("attachment.instance-id"), Values: []string{instance}}},
	})
	if err != nil {
		return nil, err
	}
	if err := snapshotAll(ctx, client, instance, described.Volumes); err != nil {
		return nil, err
	}
	_, err = client.CreateTags(ctx, &ec2.CreateTagsInput{
		Resources: []string{instance},
		Tags:      []types.Tag{{Key: aws.String("Snapshots"), Value: aws.String("Created")}},
	})
	if err != nil {
		return nil, err
	}
	log.Printf("Tag added to EC2 instance with id: %s", instance)
	return json.Marshal(map[string]string{"instanceId": instance})
}

func snapshotAll(ctx context.Context, client *ec2.Client, instance string, volumes []types.Volume) error {
	var group sync.WaitGroup
	failures := make([]error, len(volumes))
	for index, volume := range volumes {
		group.Add(1)
		go func(index int, volume string) {
			defer group.Done()
			description := "Autosnap-" + instance + "-" + volume
			_, failures[index] = client.CreateSnapshot(ctx, &ec2.CreateSnapshotInput{
				VolumeId: aws.String(volume), Description: aws.String(description),
			})
			log.Printf("Snapshot created with description [%s]", description)
		}(index, *volume.VolumeId)
	}
	group.Wait()
	for _, err := range failures {
		if err != nil {
			return err
		}
	}
	return nil
}

// The SDK closes a request's body as soon as the answer is there, while net/http's write loop may still be reading it: on
// loopback an answer is that fast, the write fails, and a good connection is thrown away. A body in memory has nothing to
// close.
type bodiesInMemory struct{ ec2.HTTPClient }

func (client bodiesInMemory) Do(request *http.Request) (*http.Response, error) {
	if request.Body != nil {
		body, err := io.ReadAll(request.Body)
		if err != nil {
			return nil, err
		}
		request.Body = io.NopCloser(bytes.NewReader(body))
	}
	return client.HTTPClient.Do(request)
}

func main() {
	ctx := context.Background()
	settings, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		log.Fatal(err)
	}
	// This version of the SDK doesn't read the variable itself.
	client := ec2.NewFromConfig(settings, func(options *ec2.Options) {
		if endpoint := os.Getenv("AWS_ENDPOINT_URL_EC2"); endpoint != "" {
			options.EndpointResolver = ec2.EndpointResolverFromURL(endpoint)
		}
		options.HTTPClient = bodiesInMemory{options.HTTPClient}
	})
	base := "http://" + os.Getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/invocation/"
	runtime := &http.Client{Transport: &http.Transport{}}
	for {
		next, err := runtime.Get(base + "next")
		if err != nil {
			log.Fatal(err)
		}
		event, err := io.ReadAll(next.Body)
		next.Body.Close()
		if err != nil {
			log.Fatal(err)
		}
		path := next.Header.Get("Lambda-Runtime-Aws-Request-Id") + "/response"
		answer, err := handle(ctx, client, event)
		if err != nil {
			path = next.Header.Get("Lambda-Runtime-Aws-Request-Id") + "/error"
			answer, _ = json.Marshal(map[string]string{"errorMessage": err.Error(), "errorType": fmt.Sprintf("%T", err)})
		}
		taken, err := runtime.Post(base+path, "application/json", bytes.NewReader(answer))
		if err != nil {
			log.Fatal(err)
		}
		io.Copy(io.Discard, taken.Body)
		taken.Body.Close()
	}
}
