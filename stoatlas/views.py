"""Home and the pages about the site."""

from django.views.generic import TemplateView


class HomePage(TemplateView):
    template_name = "stoatlas/home.html"


class AboutPage(TemplateView):
    template_name = "stoatlas/about.html"


class DataPage(TemplateView):
    template_name = "stoatlas/data.html"


class ReferencePage(TemplateView):
    template_name = "stoatlas/reference.html"
