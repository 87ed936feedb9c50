from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm

from accounts.models import User


class PersonFormMixin:
    def clean_email(self):
        """Keep addresses in lower case, as signing in compares them so."""
        return self.cleaned_data["email"].lower()


class PersonCreationForm(PersonFormMixin, AdminUserCreationForm):
    class Meta:
        model = User
        fields = ["email"]
        field_classes = {}


class PersonChangeForm(PersonFormMixin, UserChangeForm):
    class Meta:
        model = User
        fields = [
            "email",
            "password",
            "name",
            "language",
            "is_active",
            "is_staff",
            "is_superuser",
            "groups",
            "user_permissions",
        ]
        field_classes = {}
