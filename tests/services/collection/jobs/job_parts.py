"""What tests look at in a job of the collection, and how a photo is taken back."""

from ssidkd.services.collection.job_members import read_members


def folder_of(finetuning, job_id):
    return finetuning.jobs.folder(job_id)


def identities_in(folder):
    return set(read_members(folder).photos.values())


def take_back(collection, given, identity):
    collection.withdraw(given[identity], [identity])
