import json

import reference_function
from case import CloudTestCase
from events import launch
from world import Instance, tags


class BesideTheReferenceFunction(CloudTestCase):
    def test_equal_instances_end_in_the_same_state_but_for_the_tags_that_make_it_repeatable(self):
        for count in (1, 2, 16):
            with self.subTest(volumes=count):
                self.server.reset()
                theirs, ours = self.world.launch(volumes=count), self.world.launch(volumes=count)
                reference_function.handle(json.loads(launch(theirs.id)), self.world.ec2)
                self.assertDone(self.program.handle(launch(ours.id)))
                self.assertEqual(len(self.left_behind(ours)["snapshots"]), count)
                self.assertEqual(self.left_behind(ours), self.left_behind(theirs))

    def test_only_bootstrap_survives_a_second_delivery(self):
        theirs, ours = self.world.launch(volumes=2), self.world.launch(volumes=2)
        for _ in range(2):
            reference_function.handle(json.loads(launch(theirs.id)), self.world.ec2)
            self.assertDone(self.program.handle(launch(ours.id)))
        self.assertEqual(len(self.left_behind(theirs)["snapshots"]), 4)
        self.assertEqual(len(self.left_behind(ours)["snapshots"]), 2)

    def left_behind(self, instance: Instance) -> dict:
        """What there is of the instance, with its own ids taken out."""
        names = {volume_id: device for device, volume_id in instance.volumes.items()} | {instance.id: "INSTANCE"}

        def anonymous(text: str) -> str:
            for own, name in names.items():
                text = text.replace(own, name)
            return text

        return {
            "tags": self.world.tags(instance),
            "snapshots": sorted(
                (
                    anonymous(one["VolumeId"]),
                    anonymous(one["Description"]),
                    one["VolumeSize"],
                    one["Encrypted"],
                    one["OwnerId"],
                    sorted(key for key in tags(one) if key != "CreatedBy" and not key.startswith("snap-and-tag:")),
                )
                for one in self.world.snapshots()
                if one["VolumeId"] in instance.volumes.values()
            ),
        }
