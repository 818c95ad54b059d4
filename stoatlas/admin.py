"""The name over the admin."""

from django.contrib import admin

admin.site.site_header = "STO Atlas"
admin.site.site_title = "STO Atlas"
admin.site.index_title = "Records"
