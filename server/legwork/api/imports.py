"""Files in, and how far their import is."""

from __future__ import annotations

import re
from typing import Any, BinaryIO, cast

from flask import request
from flask_smorest import Blueprint, abort

from legwork.api.schemas import ImportJob
from legwork.desk import importing, reporting
from legwork.desk.opening import Desk
from legwork.errors import NotFound

JOB = re.compile(r"j_[0-9A-HJKMNP-TV-Z]{26}")
FILES = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["files"],
                    "additionalProperties": False,
                    "properties": {
                        "files": {
                            "type": "array",
                            "minItems": 1,
                            "maxItems": 1000,
                            "items": {"type": "string", "format": "binary"},
                        }
                    },
                }
            }
        },
    }
}


def routes(desk: Desk) -> Blueprint:
    calls = Blueprint("imports", __name__, description="Imports")

    @calls.route("/imports", methods=["POST"])
    @calls.doc(**FILES)
    @calls.response(202, ImportJob)
    def post_import() -> dict[str, Any]:
        """Takes files, zips or both, and imports them as one batch while you ask how far it is."""
        uploads = [
            (upload.filename, cast("BinaryIO", upload.stream))
            for upload in request.files.getlist("files")
            if upload.filename
        ]
        if not uploads or set(request.files) != {"files"} or request.form:
            abort(422, messages={"files": {"files": ["Send one file or more, each in a part named files."]}})
        job_id = importing.receive(desk, uploads)
        if importing.job(desk, job_id).state not in importing.OVER:
            importing.start(desk, job_id)
        return _job(desk, job_id)

    @calls.route("/imports/<job_id>")
    @calls.response(200, ImportJob)
    def get_import(job_id: str) -> dict[str, Any]:
        """How far an import is, and its report."""
        if not JOB.fullmatch(job_id):
            raise NotFound("import")
        return _job(desk, job_id)

    return calls


def _job(desk: Desk, job_id: str) -> dict[str, Any]:
    job = importing.job(desk, job_id)
    return {
        "id": job.id,
        "state": job.state,
        "progress": job.progress,
        "report": reporting.whole(desk, job.report) if job.state == "done" and job.report else job.report,
        "batch": job.batch_id,
        "problem": job.problem,
    }
