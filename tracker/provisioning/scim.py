"""The SCIM 2.0 server: scim2-server speaks the protocol, here are the acts of a storage."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import request
from scim2_models import (
    AuthenticationScheme,
    Bulk,
    ChangePassword,
    ETag,
    Filter,
    ForbiddenException,
    InvalidValueException,
    NotFoundException,
    Patch,
    PreconditionFailedException,
    ResourceType,
    SCIMException,
    ScimPolicy,
    ScimProvider,
    ServiceProviderConfig,
    Sort,
    UniquenessException,
)
from scim2_models.path import CompareOperator, Comparison
from scim2_server.applications.wsgi import WSGIApplication
from scim2_server.service import ScimService
from scim2_server.storage import ScimStorage, SearchPage

from tracker.accounts.models import Person
from tracker.core.validation import ValidationFailed
from tracker.db import database
from tracker.numbers import whole_number
from tracker.provisioning import directory, queries
from tracker.provisioning.scim_resource import (
    EnterpriseUser,
    Member,
    User,
    as_entry,
    as_resource,
    filled,
    organisation,
)
from tracker.web.clock import now

MOST = 200  # people on a page
INDEXED = {"username": queries.called, "externalid": queries.known_as}


class PeopleStorage(ScimStorage):
    """People, as a directory reads and changes them."""

    def get(self, resource_type, resource_id, *, response_parameters=None):
        return as_resource(self._person(resource_id))

    def search(self, resource_types, search_request, *, position=None) -> SearchPage:
        people = queries.provisioned_people()
        wanted = search_request.filter
        start = search_request.start_index_0 or 0
        count = search_request.count
        if wanted is None:
            total = people.count()
            rows = people.offset(start).limit(MOST if count is None else count)
            return SearchPage(total, [as_resource(person) for person in rows])
        for person_filter, value in _looked_up(wanted):
            people = person_filter(people, value)
        found = [as_resource(person) for person in people]
        found = [resource for resource in found if wanted.match(resource)]
        end = None if count is None else start + count
        return SearchPage(len(found), found[start:end])

    def create(self, resource_type, resource):
        with _told():
            person = directory.join(
                as_entry(resource), organisation=organisation(), at=now()
            )
        return self.get(resource_type, str(person.id))

    def update(self, resource_type, resource, *, expected_version=None):
        person = self._person(resource.id)
        self._check_version(person, expected_version)
        with _told():
            directory.update(
                person,
                as_entry(resource, person),
                organisation=organisation(),
                at=now(),
            )
        return self.get(resource_type, str(person.id))

    def delete(self, resource_type, resource_id, *, expected_version=None) -> None:
        person = self._person(resource_id)
        self._check_version(person, expected_version)
        with _told():
            directory.leave(person, now())

    def operation(self):
        return database.atomic()

    @staticmethod
    def _person(resource_id: str | None) -> Person:
        number = whole_number(resource_id)
        person = None
        if number:
            people = queries.provisioned_people()
            person = people.where(Person.id == number).first()
        if person is None:
            raise NotFoundException
        return person

    @staticmethod
    def _check_version(person: Person, expected: str | None) -> None:
        if expected is not None and as_resource(person).meta.version != expected:
            raise PreconditionFailedException


class PeopleService(ScimService):
    """The protocol, with what a directory leaves out filled in."""

    def read_creation(self, resource_type, body, content_type):
        return super().read_creation(resource_type, filled(body), content_type)

    def read_replacement(self, resource_type, body, content_type):
        number = whole_number(request.path.rpartition("/")[2])
        people = queries.provisioned_people()
        person = people.where(Person.id == (number or 0)).first()
        return super().read_replacement(
            resource_type, filled(body, person), content_type
        )


class Directory(WSGIApplication):
    """The server; the view has let in whoever asks."""

    def needs_auth(self, request) -> bool:
        return False


def scim_application(secret: str) -> Directory:
    """The server as a WSGI application below `/scim`."""
    provider = ScimProvider(
        models=[User, EnterpriseUser],
        resource_types=[ResourceType.from_resource(Member)],
        config=ServiceProviderConfig(
            patch=Patch(supported=True),
            bulk=Bulk(supported=False, max_operations=0, max_payload_size=0),
            filter=Filter(supported=True, max_results=MOST),
            change_password=ChangePassword(supported=False),
            sort=Sort(supported=False),
            etag=ETag(supported=True),
            authentication_schemes=[
                AuthenticationScheme(
                    type=AuthenticationScheme.Type.oauthbearertoken,
                    name="bearer_token",
                    description="A token that an administrator has made",
                )
            ],
        ),
        # As Entra sends: more than we know of, and paths to what is not there yet
        policy=ScimPolicy(
            unknown=ScimPolicy.Unknown.ignore,
            remove_value_as_filter=ScimPolicy.RemoveValue.apply,
            unmatched_path_filter=ScimPolicy.UnmatchedPathFilter.create,
        ),
    )
    return Directory(PeopleStorage(), provider, PeopleService(provider, secret=secret))


def _looked_up(wanted) -> list:
    """The query for a filter that asks for one name or id; others are tried on all."""
    node = wanted.ast
    if not isinstance(node, Comparison) or node.op != CompareOperator.eq:
        return []
    path = node.attr_path
    query = INDEXED.get(str(path.attr).lower())
    if query is None or path.sub_attr or not isinstance(node.value, str):
        return []
    return [(query, node.value)]


@contextmanager
def _told() -> Iterator[None]:
    """Tell a directory why something was refused, in its own words."""
    try:
        yield
    except ValidationFailed as refused:
        raise _refusal(refused) from refused


def _refusal(refused: ValidationFailed) -> SCIMException:
    problem = refused.problems[0]
    detail = str(refused)
    if problem.message == directory.TAKEN:
        return UniquenessException(detail=detail)
    if problem.field in ("", "role"):
        return ForbiddenException(detail=detail)
    return InvalidValueException(detail=detail)
