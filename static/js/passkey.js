// Makes a passkey or asks for one, and sends what it says with the form around it.

const form = document.querySelector("form[data-passkey]");
const failed = document.querySelector("[data-passkey-failed]");

async function answer(how, options) {
  if (how === "create") {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
    return navigator.credentials.create({ publicKey });
  }
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  return navigator.credentials.get({ publicKey });
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  failed.hidden = true;
  try {
    const credential = await answer(form.dataset.passkey, JSON.parse(form.dataset.options).publicKey);
    form.elements.code.value = JSON.stringify(credential);
    form.submit();
  } catch {
    failed.hidden = false;
  }
});
