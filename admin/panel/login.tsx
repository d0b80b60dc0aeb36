import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { call } from './api.ts';
import { Fault } from './faults.tsx';
import { AlertIcon, Mark } from './icons.tsx';
import { isLocked, useEnter } from './session.ts';
import { useLang, useWords } from './words.ts';

/** The frame of the two pages in front of the desk. A resident who strays here reads where help is. */
export const Door = ({ title, children }: { title: string; children: ReactNode }) => {
  const words = useWords();
  const [lang, setLang] = useLang();
  useEffect(() => {
    document.title = `${title}${words.separator}${words.product}`;
  }, [title, words]);
  return (
    <div className="door">
      <main className="door-card">
        <p className="door-brand">
          <Mark />
          <b>{words.product}</b>
          <span className="quiet">{words.desk}</span>
        </p>
        <h1>{title}</h1>
        {children}
      </main>
      <footer className="door-foot">
        <p>
          {words.login.wrongDoor} {words.login.resident}
        </p>
        <button
          type="button"
          className="plain-button"
          lang={lang === 'ko' ? 'en' : 'ko'}
          onClick={() => setLang(lang === 'ko' ? 'en' : 'ko')}
        >
          {words.menu.language}
        </button>
      </footer>
    </div>
  );
};

export const Login = () => {
  const words = useWords();
  const enter = useEnter();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const login = useMutation({
    mutationFn: () => call('login', { body: { email: email.trim(), password } }),
    onSuccess: enter,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!login.isPending) login.mutate();
  };
  return (
    <Door title={words.login.title}>
      {isLocked() && (
        <div className="notice" role="alert">
          <AlertIcon />
          {words.login.locked}
        </div>
      )}
      {location.pathname !== '/' && <p className="quiet">{words.login.again}</p>}
      <form onSubmit={submit} className="door-form">
        <TextInput
          label={words.login.email}
          type="email"
          name="email"
          autoComplete="username"
          required
          withAsterisk={false}
          size="md"
          maxLength={254}
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label={words.login.password}
          visibilityToggleButtonProps={{ 'aria-label': words.login.showPassword }}
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          size="md"
          maxLength={1024}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Fault of={login.error} />
        <Button type="submit" size="md" loading={login.isPending} fullWidth>
          {words.login.submit}
        </Button>
      </form>
    </Door>
  );
};
