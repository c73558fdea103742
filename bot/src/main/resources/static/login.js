const words = {
  es: {
    title: 'Vignette: entrar', why: 'Otros pueden llegar a este Vignette, por eso pregunta quién eres.',
    token: 'Clave de acceso', enter: 'Entrar',
    hint: 'Quien lo puso en marcha la encuentra en sus primeras líneas y en el archivo access-token de VIGNETTE_HOME.',
    wrong: 'La clave no es correcta.', many: 'Demasiados intentos. Espera un minuto.', lost: 'El servicio no responde.',
  },
  zh: {
    title: 'Vignette：登录', why: '别人也能访问这个 Vignette，所以需要确认你的身份。',
    token: '访问令牌', enter: '登录',
    hint: '启动服务的人可以在启动信息的开头，以及 VIGNETTE_HOME 下的 access-token 文件中找到令牌。',
    wrong: '令牌不正确。', many: '尝试次数过多，请等一分钟。', lost: '服务没有响应。',
  },
  en: {
    wrong: 'That token is not right.', many: 'Too many tries. Wait a minute.', lost: 'The service does not answer.',
  },
};
const language = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => words[tag]) ?? 'en';
const said = words[language];
document.documentElement.lang = language;
document.title = said.title ?? document.title;
for (const element of document.querySelectorAll('[data-words]')) {
  element.textContent = said[element.dataset.words] ?? element.textContent;
}

const form = document.querySelector('form');
const failure = document.querySelector('.failure');

async function logIn(token) {
  failure.textContent = '';
  try {
    const answer = await fetch('/login', {
      method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({token}),
    });
    if (answer.ok) {
      location.replace('/');
    } else {
      failure.textContent = answer.status === 429 ? said.many : said.wrong;
    }
  } catch {
    failure.textContent = said.lost;
  }
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  logIn(form.token.value);
});

// The link that the service prints carries the token behind the '#', which browsers keep to themselves.
const carried = new URLSearchParams(location.hash.slice(1)).get('token');
if (carried) {
  history.replaceState(null, '', '/login');
  logIn(carried);
}
