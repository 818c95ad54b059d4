"""Which state of the published data this is: a token that changes with every change that is public."""

import uuid

from django.db import models

ONLY = 1


class DataVersionManager(models.Manager["DataVersion"]):
    def current(self) -> str:
        """The token of the state that this database shows now; empty before anything was published."""
        return self.values_list("token", flat=True).first() or ""

    def renew(self) -> None:
        """Give the state a new token, in the transaction of the change that it stands for."""
        token = uuid.uuid4().hex
        if not self.filter(pk=ONLY).update(token=token):
            self.create(pk=ONLY, token=token)


class DataVersion(models.Model):
    """One row. Writers of published data wait for each other at it, so that no state is without its token."""

    token = models.CharField(max_length=32)

    objects = DataVersionManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pk=ONLY),
                name="sources_dataversion_one_row",
                violation_error_message="The state of the data has one row.",
            ),
        ]

    def __str__(self) -> str:
        return self.token
